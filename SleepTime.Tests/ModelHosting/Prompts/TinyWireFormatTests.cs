using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Prompts;

/// <summary>The prompts that the embedded model was trained on, byte for byte (training/wire.py).</summary>
public sealed class TinyWireFormatTests
{
    private const string Context = "Noah has 14 cards. In a box Gina keeps 8 cards.";
    private const string Question = "How many cards do they have in total?";
    private const string End = "<|im_end|>\n<|im_start|>assistant\n";

    private readonly FakeVocabulary _vocabulary = new();
    private readonly PromptComposer _prompts;

    public TinyWireFormatTests() => _prompts = new PromptComposer(PromptProfile.Load("tiny"), ChatTemplates.Find("chatml")!, _vocabulary);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Standard_EachVerbosity_IsAsTrained(int verbosity) => AssertPrompt(
        $"<|im_start|>user\n{Context}\n\nQuestion: {Question}\nVerbosity: {verbosity}{End}",
        _prompts.Standard(Context, Question, verbosity));

    [Fact]
    public void FromNotes_TwoNotes_IsAsTrained() => AssertPrompt(
        $"<|im_start|>user\n{Context}\n\nNotes:\nNoah has 14.\nGina has 8.\n\nQuestion: {Question}\nVerbosity: 1{End}",
        _prompts.FromNotes(Context, ["Noah has 14.", "Gina has 8."], Question, 1));

    [Fact]
    public void Sleep_FirstPass_IsAsTrained() => AssertPrompt(
        $"<|im_start|>user\n{Context}\n\nTask: write notes 1{End}",
        _prompts.Sleep(Context, [], 1));

    [Fact]
    public void Sleep_ThirdPass_IsAsTrained() => AssertPrompt(
        $"<|im_start|>user\n{Context}\n\nNotes:\nNoah has 14.\nGina has 8.\nAll together: 14 + 8 = 22.\n\nTask: write notes 3{End}",
        _prompts.Sleep(Context, ["Noah has 14.", "Gina has 8.", "All together: 14 + 8 = 22."], 3));

    [Fact]
    public void Judge_ANote_IsAsTrained() => AssertPrompt(
        $"<|im_start|>user\n{Context}\n\nNote: Noah has 15.\nTask: judge the note{End}",
        _prompts.Judge(Context, "Noah has 15."));

    [Fact]
    public void Anticipate_AfterNotes_IsAsTrained() => AssertPrompt(
        $"<|im_start|>user\n{Context}\n\nNotes:\nNoah has 14.\nGina has 8.\n\nTask: write questions{End}",
        _prompts.Anticipate(Context, ["Noah has 14.", "Gina has 8."]));

    [Fact]
    public void Profile_Budgets_HoldWhatTrainingShowed()
    {
        Assert.Equal(3, _prompts.SleepPasses);
        Assert.Equal(["<|im_end|>"], _prompts.StopStrings);
        // The longest notes, judgements, lists of questions and worked answers of 4,000 training worlds, in tokens of their tokenizer.
        Assert.InRange(_prompts.SleepBudget, 242, 384);
        Assert.InRange(_prompts.JudgeBudget, 117, 200);
        Assert.InRange(_prompts.AnticipateBudget, 96, 200);
        int[] longest = [12, 89, 145, 149, 198];
        Assert.All(longest, (tokens, verbosity) => Assert.InRange(_prompts.AnswerBudget(verbosity), tokens + 1, 2 * tokens + 40));
    }

    private void AssertPrompt(string expected, int[] actual)
    {
        Assert.Equal(expected, FakeVocabulary.TextOf(actual));
        // The same ids too: the template's control tokens are control tokens, not text that looks like them.
        Assert.Equal(_vocabulary.Tokenize(expected, parseSpecial: true), actual);
    }
}
