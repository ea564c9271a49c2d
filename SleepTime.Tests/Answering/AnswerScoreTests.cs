using SleepTime.Engine.Answering;

namespace SleepTime.Tests.Answering;

public sealed class AnswerScoreTests
{
    [Theory]
    [InlineData("13", "13", true, ScoreRule.Exact)]
    [InlineData("1,300.", "1300", true, ScoreRule.Exact)]
    [InlineData("team  GREEN", "\"Team Green\"", true, ScoreRule.Exact)]
    [InlineData("$40", "40", true, ScoreRule.Exact)]
    [InlineData("13.0", "13", true, ScoreRule.Number)]
    [InlineData("13 marbles", "13", true, ScoreRule.Number)]
    [InlineData("−5 degrees", "-5", true, ScoreRule.Number)]
    [InlineData("113 marbles", "13", false, ScoreRule.Number)]
    [InlineData("13 or 14", "13", false, ScoreRule.Number)]
    [InlineData("14", "13", false, ScoreRule.Number)]
    [InlineData("It was Team Green, by far", "team green", true, ScoreRule.Contains)]
    [InlineData("Greenwich", "Green", false, ScoreRule.Contains)]
    [InlineData("Team Red", "Team Green", false, ScoreRule.Contains)]
    [InlineData("Zoë’s cat", "Zoë’s", true, ScoreRule.Contains)]
    public void Of_AnswerAndExpected_JudgesByTheRule(string answer, string expected, bool right, ScoreRule rule) =>
        Assert.Equal(new AnswerScore(right, rule), AnswerScore.Of($"Some steps. Answer: {answer}", expected));

    [Theory]
    [InlineData("13", "13")]
    [InlineData("Answer: 13", null)]
    [InlineData("Answer: 13", "  ")]
    public void Of_NothingToJudge_IsNull(string reply, string? expected) => Assert.Null(AnswerScore.Of(reply, expected));

    [Fact]
    public void Of_ExpectedOfSignsAlone_IsWrongUnlessTheSame() => Assert.False(AnswerScore.Of("Answer: 5", "...")!.IsRight);
}
