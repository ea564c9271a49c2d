using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class ComparisonWordsTests
{
    [Theory]
    [InlineData(32, 10, "SleepTime used 3.2 times fewer completion tokens.")]
    [InlineData(100, 88, "SleepTime used 12 % fewer completion tokens.")]
    [InlineData(10, 10, "SleepTime used as many completion tokens as Standard.")]
    [InlineData(10, 11, "SleepTime used 10 % more completion tokens.")]
    [InlineData(10, 18, "SleepTime used 1.8 times more completion tokens.")]
    public void Headline_BothCompleted_SaysTheDifference(int standard, int sleepTime, string expected) =>
        Assert.Equal(expected, ComparisonWords.Headline(Standard(standard), SleepTime(sleepTime), expected: null));

    [Theory]
    [InlineData("Answer: 33", "Answer: 27", "SleepTime used 3.2 times fewer completion tokens. The answers differ.")]
    [InlineData("Answer: 1,300.", "Answer: $1300", "SleepTime used 3.2 times fewer completion tokens.")]
    [InlineData("Answer: 33 marbles", "Answer: 33", "SleepTime used 3.2 times fewer completion tokens.")]
    [InlineData("33", "Answer: 33", "SleepTime used 3.2 times fewer completion tokens.")]
    public void Headline_NothingExpected_SaysWhetherTheAnswersDiffer(string standard, string sleepTime, string headline) => Assert.Equal(
        headline,
        ComparisonWords.Headline(RunBuilder.Completed(AnswerMode.Standard, standard, 32), RunBuilder.Completed(AnswerMode.SleepTime, sleepTime, 10), expected: null));

    [Fact]
    public void Headline_OneFailed_ComparesNothing() => Assert.Equal(
        "Nothing to compare: SleepTime failed.",
        ComparisonWords.Headline(Standard(10), RunBuilder.Failed(AnswerMode.SleepTime, "no notes"), expected: null));

    [Fact]
    public void Headline_OneStillRuns_Waits() =>
        Assert.Equal("The difference shows when both have ended.", ComparisonWords.Headline(Standard(10), null, expected: null));

    [Fact]
    public void Headline_TokensUnknown_SaysSo()
    {
        var run = SleepTime(10);
        run.Usage = null;
        Assert.Equal("Nothing to compare: the tokens of a run are unknown.", ComparisonWords.Headline(Standard(10), run, expected: null));
    }

    [Theory]
    [InlineData("12", "Neither answer is right.")]
    [InlineData("13", "SleepTime used 3.2 times fewer completion tokens.")]
    public void Headline_ExpectedKnown_PraisesOnlyWhatIsRight(string expected, string headline) =>
        Assert.Equal(headline, ComparisonWords.Headline(Standard(32), SleepTime(10), expected));

    [Fact]
    public void Details_NeitherRight_GivesTheFigures() => Assert.Equal(
        ["Completion tokens: 32 for Standard, 10 for SleepTime.", "Both prompts were equally long."],
        ComparisonWords.Details(Standard(32), SleepTime(10), "12"));

    [Theory]
    [InlineData(157, "The SleepTime prompt was 57 tokens longer: it reads the notes too.")]
    [InlineData(101, "The SleepTime prompt was 1 token longer: it reads the notes too.")]
    [InlineData(90, "The SleepTime prompt was 10 tokens shorter.")]
    public void Details_PromptsDiffer_SaysByHowMuch(int promptTokens, string expected)
    {
        var run = SleepTime(10);
        run.Usage = new(promptTokens, 80, 10);
        Assert.Equal(["Both answers are right.", expected], ComparisonWords.Details(Standard(32), run, "13"));
    }

    [Fact]
    public void Deltas_NeitherRight_PraiseNothing() =>
        Assert.All(ComparisonWords.Deltas(Standard(32), SleepTime(10), "12"), line => Assert.Null(line.IsBetter));

    [Fact]
    public void Deltas_BothCompleted_AreSigned()
    {
        var deltas = ComparisonWords.Deltas(Standard(32), SleepTime(10), "13");

        var completion = Assert.Single(deltas, delta => delta.Label == "Completion");
        Assert.Equal("−22 tokens", completion.Change);
        Assert.True(completion.IsBetter);
        Assert.Null(Assert.Single(deltas, delta => delta.Label == "First token").IsBetter);
    }

    [Fact]
    public void Deltas_OneFailed_AreNone() =>
        Assert.Empty(ComparisonWords.Deltas(Standard(32), RunBuilder.Failed(AnswerMode.SleepTime, "no notes"), expected: null));

    [Theory]
    [InlineData("Answer: 13", "Answer: 13", "Both answers are right.")]
    [InlineData("Answer: 12", "Answer: 13", "Only SleepTime is right.")]
    [InlineData("Answer: 13", "Answer: 12", "Only Standard is right.")]
    [InlineData("Answer: 1", "Answer: 2", "Neither answer is right.")]
    [InlineData("none", "Answer: 13", null)]
    public void Verdict_ExpectedKnown_SaysWhoIsRight(string standard, string sleepTime, string? expected) => Assert.Equal(
        expected,
        ComparisonWords.Verdict(RunBuilder.Completed(AnswerMode.Standard, standard, 5), RunBuilder.Completed(AnswerMode.SleepTime, sleepTime, 5), "13"));

    private static Run Standard(int tokens) => RunBuilder.Completed(AnswerMode.Standard, "Answer: 13", tokens);

    private static Run SleepTime(int tokens) => RunBuilder.Completed(AnswerMode.SleepTime, "Answer: 13", tokens);
}
