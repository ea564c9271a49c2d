using SleepTime.Engine.Answering;

namespace SleepTime.Tests.Answering;

public sealed class AnswerScoreTests
{
    [Theory]
    [InlineData("13", "13", true, ScoreRule.Exact, "13")]
    [InlineData("1,300.", "1300", true, ScoreRule.Exact, "1,300.")]
    [InlineData("team  GREEN", "\"Team Green\"", true, ScoreRule.Exact, "team  GREEN")]
    [InlineData("$40", "40", true, ScoreRule.Exact, "$40")]
    [InlineData("13.0", "13", true, ScoreRule.Number, "13.0")]
    [InlineData("13 marbles", "13", true, ScoreRule.Number, "13")]
    [InlineData("−5 degrees", "-5", true, ScoreRule.Number, "−5")]
    [InlineData("40", "40 %", true, ScoreRule.Number, "40")]
    [InlineData("5", "+5", true, ScoreRule.Number, "5")]
    [InlineData("five", "5", true, ScoreRule.Number, "five")]
    [InlineData("5", "five", true, ScoreRule.Number, "5")]
    [InlineData("twenty-five balls", "25", true, ScoreRule.Number, "twenty-five")]
    [InlineData("3/4 of it", "0.75", true, ScoreRule.Number, "3/4")]
    [InlineData(@"\frac{3}{4}", "3/4", true, ScoreRule.Number, @"\frac{3}{4}")]
    [InlineData("a dozen", "12", true, ScoreRule.Number, "dozen")]
    [InlineData("5", ".5", false, ScoreRule.Number, "5")]
    [InlineData("113 marbles", "13", false, ScoreRule.Number, "113")]
    [InlineData("13 or 14", "13", false, ScoreRule.Number, "13 or 14")]
    [InlineData("7,8", "7", false, ScoreRule.Number, "7,8")]
    [InlineData("nobody knows", "13", false, ScoreRule.Number, "nobody knows")]
    [InlineData("14", "13", false, ScoreRule.Number, "14")]
    [InlineData("12 June", "12 May", false, ScoreRule.Contains, "12 June")]
    [InlineData("It was Team Green, by far", "team green", true, ScoreRule.Contains, "It was Team Green, by far")]
    [InlineData("Greenwich", "Green", false, ScoreRule.Contains, "Greenwich")]
    [InlineData("Team Red", "Team Green", false, ScoreRule.Contains, "Team Red")]
    [InlineData("Zoë’s cat", "Zoë’s", true, ScoreRule.Contains, "Zoë’s cat")]
    public void Of_AnswerAndExpected_JudgesByTheRuleAndSaysWhatWasCompared(string answer, string expected, bool right, ScoreRule rule, string extracted) =>
        Assert.Equal(new AnswerScore(right, rule, extracted), AnswerScore.Of($"Some steps. Answer: {answer}", expected));

    [Theory]
    [InlineData("13", "13")]
    [InlineData("Answer: 13", null)]
    [InlineData("Answer: 13", "  ")]
    public void Of_NothingToJudge_IsNull(string reply, string? expected) => Assert.Null(AnswerScore.Of(reply, expected));

    [Fact]
    public void Of_ExpectedOfSignsAlone_IsWrongUnlessTheSame() => Assert.False(AnswerScore.Of("Answer: 5", "...")!.IsRight);

    [Theory]
    [InlineData("five", "5 marbles", true)]
    [InlineData("1/2", "half of them", true)]
    [InlineData("five", "six", false)]
    public void AreSame_NumbersHoweverWritten_AreCompared(string one, string other, bool same) =>
        Assert.Equal(same, AnswerScore.AreSame($"Answer: {one}", $"Answer: {other}"));
}
