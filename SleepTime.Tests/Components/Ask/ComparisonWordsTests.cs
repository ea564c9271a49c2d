using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class ComparisonWordsTests
{
    [Theory]
    [InlineData(32, 10, "SleepTime used 3.2 times fewer tokens.")]
    [InlineData(100, 88, "SleepTime used 12 % fewer tokens.")]
    [InlineData(10, 10, "SleepTime used as many tokens as Standard.")]
    [InlineData(10, 11, "SleepTime used 10 % more tokens.")]
    [InlineData(10, 18, "SleepTime used 1.8 times more tokens.")]
    public void Headline_BothCompleted_SaysTheDifference(int standard, int sleepTime, string expected) =>
        Assert.Equal(expected, ComparisonWords.Headline(Standard(standard), SleepTime(sleepTime)));

    [Fact]
    public void Headline_OneFailed_ComparesNothing() => Assert.Equal(
        "Nothing to compare: SleepTime failed.",
        ComparisonWords.Headline(Standard(10), RunBuilder.Failed(AnswerMode.SleepTime, "no notes")));

    [Fact]
    public void Headline_OneStillRuns_Waits() =>
        Assert.Equal("The difference shows when both have ended.", ComparisonWords.Headline(Standard(10), null));

    [Fact]
    public void Headline_TokensUnknown_SaysSo()
    {
        var run = SleepTime(10);
        run.Usage = null;
        Assert.Equal("Nothing to compare: the tokens of a run are unknown.", ComparisonWords.Headline(Standard(10), run));
    }

    [Fact]
    public void Deltas_BothCompleted_AreSigned()
    {
        var deltas = ComparisonWords.Deltas(Standard(32), SleepTime(10));

        var completion = Assert.Single(deltas, delta => delta.Label == "Completion");
        Assert.Equal("−22 tokens", completion.Change);
        Assert.True(completion.IsBetter);
        Assert.Null(Assert.Single(deltas, delta => delta.Label == "First token").IsBetter);
    }

    [Fact]
    public void Deltas_OneFailed_AreNone() =>
        Assert.Empty(ComparisonWords.Deltas(Standard(32), RunBuilder.Failed(AnswerMode.SleepTime, "no notes")));

    [Theory]
    [InlineData("Answer: 13", "Answer: 13", "Both are right.")]
    [InlineData("Answer: 12", "Answer: 13", "Only SleepTime is right.")]
    [InlineData("Answer: 13", "Answer: 12", "Only Standard is right.")]
    [InlineData("Answer: 1", "Answer: 2", "Neither is right.")]
    [InlineData("none", "Answer: 13", null)]
    public void Verdict_ExpectedKnown_SaysWhoIsRight(string standard, string sleepTime, string? expected) => Assert.Equal(
        expected,
        ComparisonWords.Verdict(RunBuilder.Completed(AnswerMode.Standard, standard, 5), RunBuilder.Completed(AnswerMode.SleepTime, sleepTime, 5), "13"));

    private static Run Standard(int tokens) => RunBuilder.Completed(AnswerMode.Standard, "Answer: 13", tokens);

    private static Run SleepTime(int tokens) => RunBuilder.Completed(AnswerMode.SleepTime, "Answer: 13", tokens);
}
