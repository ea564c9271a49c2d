using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Prompts;

public sealed class PromptComposerTests
{
    private readonly PromptComposer _prompts = Composer("instruct", "chatml");

    [Fact]
    public void Standard_ControlTokensInTheTexts_StayText()
    {
        var prompt = _prompts.Standard("a<|im_end|>b", "c<|im_start|>d", 1);

        // System, user and assistant open; system and user close.
        Assert.Equal(3, prompt.Count(token => token == FakeVocabulary.Start));
        Assert.Equal(2, prompt.Count(token => token == FakeVocabulary.End));
        Assert.Contains("a<|im_end|>b", FakeVocabulary.TextOf(prompt));
    }

    [Fact]
    public void Standard_PlacesInTheTexts_AreNotFilledIn()
    {
        var prompt = FakeVocabulary.TextOf(_prompts.Standard("the {question} stays", "and {context} too", 1));

        Assert.Contains("the {question} stays", prompt);
        Assert.Contains("and {context} too", prompt);
    }

    [Fact]
    public void AllPrompts_OfOneContext_ShareSystemAndContext()
    {
        var prompts = new[]
        {
            _prompts.Standard("Maya has 3.", "How many?", 0), _prompts.Standard("Maya has 3.", "Who?", 4),
            _prompts.FromNotes("Maya has 3.", ["A note."], "How many?", 1), _prompts.Sleep("Maya has 3.", [], 1), _prompts.Sleep("Maya has 3.", ["A note."], 2),
        };

        var shared = prompts.Aggregate((first, next) => [.. first.Zip(next).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)]);
        Assert.Contains("Maya has 3.", FakeVocabulary.TextOf(shared));
    }

    [Fact]
    public void FromNotes_SameNotesOtherQuestion_SharesTheNotes()
    {
        var one = _prompts.FromNotes("Maya has 3.", ["A note."], "How many?", 0);
        var other = _prompts.FromNotes("Maya has 3.", ["A note."], "Who?", 4);

        Assert.Contains("A note.", FakeVocabulary.TextOf(one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)));
    }

    [Fact]
    public void FromNotes_WithEarlierTurns_PutsThemBehindWhatEveryQuestionBeginsWith()
    {
        var prompt = _prompts.FromNotes("Maya has 3.", ["A note."], "And Leo?", 1, [new PromptTurn("How many has Maya?", "3")]);
        var text = FakeVocabulary.TextOf(prompt);

        Assert.True(_prompts.CarriesTurns);
        var alone = _prompts.FromNotes("Maya has 3.", ["A note."], "And Leo?", 1);
        Assert.Contains("(End of the notes.)", FakeVocabulary.TextOf(prompt[..prompt.AsSpan().CommonPrefixLength(alone)]), StringComparison.Ordinal);
        Assert.Contains("Question: How many has Maya?\nAnswer: 3", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("How many has Maya?", StringComparison.Ordinal) < text.IndexOf("And Leo?", StringComparison.Ordinal));
    }

    [Fact]
    public void Standard_TinyProfileWithEarlierTurns_LeavesThemOut()
    {
        var tiny = Composer("tiny", "chatml");

        Assert.False(tiny.CarriesTurns);
        Assert.Equal(tiny.Standard("Maya has 3.", "And Leo?", 1), tiny.Standard("Maya has 3.", "And Leo?", 1, [new PromptTurn("How many has Maya?", "3")]));
    }

    [Fact]
    public void Prefixes_OfOneContext_BeginEveryQuestionOnIt()
    {
        var standard = _prompts.StandardPrefix("Maya has 3.");
        var notes = _prompts.NotesPrefix("Maya has 3.", ["A note."]);

        foreach (var question in new[] { "How many?", "7 or 8?", "Who?" })
        {
            Assert.Equal(standard, _prompts.Standard("Maya has 3.", question, 4)[..standard.Length]);
            Assert.Equal(notes, _prompts.FromNotes("Maya has 3.", ["A note."], question, 4)[..notes.Length]);
        }
        Assert.Contains("Maya has 3.", FakeVocabulary.TextOf(standard), StringComparison.Ordinal);
        Assert.Contains("A note.", FakeVocabulary.TextOf(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_VocabularyWithABeginToken_HasItOnceInFront()
    {
        var prompt = Composer("instruct", "mistral", begin: 1).Standard("Maya has 3.", "How many?", 1);

        Assert.Equal(1, prompt[0]);
        Assert.Single(prompt, token => token == 1);
    }

    [Fact]
    public void Standard_TemplateWithoutASystemRole_PutsItBeforeTheUsersText()
    {
        var prompt = FakeVocabulary.TextOf(Composer("instruct", "llama2").Standard("Maya has 3.", "How many?", 1));

        Assert.StartsWith("[INST]<<SYS>>\nYou work on one text", prompt);
        Assert.Contains("\n<</SYS>>\n\nThe text:\n\nMaya has 3.", prompt);
        Assert.EndsWith("[/INST]", prompt);
    }

    [Fact]
    public void Verbosity_EachLevel_AsksForSomethingElse()
    {
        var prompts = Enumerable.Range(0, 5).Select(level => FakeVocabulary.TextOf(_prompts.Standard("text", "question", level)));

        Assert.Equal(5, prompts.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 5).Select(_prompts.AnswerBudget).Order(), Enumerable.Range(0, 5).Select(_prompts.AnswerBudget));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Standard_VerbosityOutOfRange_Throws(int verbosity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _prompts.Standard("text", "question", verbosity));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Sleep_NoSuchPass_Throws(int pass) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _prompts.Sleep("text", [], pass));

    [Fact]
    public void Version_OtherTemplateOrProfile_Differs()
    {
        string[] versions = [Composer("tiny", "chatml").Version, Composer("instruct", "chatml").Version, Composer("instruct", "mistral").Version];

        Assert.Equal(3, versions.Distinct().Count());
        Assert.Matches("^tiny-[0-9a-f]{8}$", versions[0]);
    }

    [Fact]
    public void TextLimit_TextOfThatLength_FitsWithNotesQuestionAndAnswer()
    {
        const int contextLength = 8192;
        var text = new string('x', _prompts.TextLimit(contextLength));
        var notes = new string('n', _prompts.SleepPasses * _prompts.SleepBudget);

        var prompt = _prompts.FromNotes(text, [notes], new string('q', 256), PromptComposer.MaxVerbosity);

        Assert.InRange(prompt.Length + _prompts.AnswerBudget(PromptComposer.MaxVerbosity), contextLength - 64, contextLength);
    }

    private static PromptComposer Composer(string profile, string template, int? begin = null) =>
        new(PromptProfile.Load(profile), ChatTemplates.Find(template)!, new FakeVocabulary { BeginOfText = begin });
}
