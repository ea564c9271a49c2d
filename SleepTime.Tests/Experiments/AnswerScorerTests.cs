using FsCheck;
using FsCheck.Xunit;
using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Tests.Experiments;

public sealed class AnswerScorerTests
{
    [Theory]
    [InlineData(ScorerKind.Answer, "3 + 4 = 7. Answer: 7", "7", true, "7")]
    [InlineData(ScorerKind.Answer, "3 + 4 = 7. Answer: seven balls", "7", true, "seven")]
    [InlineData(ScorerKind.Answer, "3 + 4 = 7", "7", false, null)]
    [InlineData(ScorerKind.Answer, "Answer: the Old Store.", "the old store", true, "the Old Store.")]
    [InlineData(ScorerKind.LastNumber, "16 − 7 = 9 eggs, 9 × 2 = $18.", "18", true, "$18")]
    [InlineData(ScorerKind.LastNumber, "It was 45.0", "45", true, "45.0")]
    [InlineData(ScorerKind.LastNumber, "18 eggs. Answer: 9", "18", false, "9")]
    [InlineData(ScorerKind.LastNumber, "no idea", "18", false, null)]
    [InlineData(ScorerKind.NumericTolerance, "about 3.14", "3.1416", true, "3.14")]
    [InlineData(ScorerKind.NumericTolerance, "about 3", "3.1416", false, "3")]
    [InlineData(ScorerKind.BoxedInteger, @"so \boxed{12}, no: \boxed{013}", "13", true, "013")]
    [InlineData(ScorerKind.BoxedInteger, @"\boxed{\text{none}}", "13", false, @"\text{none}")]
    [InlineData(ScorerKind.BoxedInteger, @"\boxed{13", "13", false, null)]
    [InlineData(ScorerKind.BoxedInteger, "13", "13", false, null)]
    [InlineData(ScorerKind.NormalisedText, "Answer: The Old  Store!", "old store", true, "The Old  Store!")]
    [InlineData(ScorerKind.NormalisedText, "Answer: -3", "3", false, "-3")]
    [InlineData(ScorerKind.Exact, "Answer: Old store", "old store", false, "Old store")]
    [InlineData(ScorerKind.Exact, " unknown ", "unknown", true, "unknown")]
    [InlineData(ScorerKind.Exact, "", "unknown", false, null)]
    public void Score_ByEachRule_SaysWhetherAndWhatWasCompared(ScorerKind scorer, string reply, string expected, bool right, string? extracted)
    {
        var scored = AnswerScorer.Score(scorer, tolerance: 0.01, reply, expected);

        Assert.Equal((right, extracted), (scored.IsRight, scored.Extracted));
    }

    [Theory]
    [InlineData(ScorerKind.LastNumber, "unknown", "is not a number")]
    [InlineData(ScorerKind.NumericTolerance, "7 or 8", "is not a number")]
    [InlineData(ScorerKind.BoxedInteger, "3.5", "is not a whole number")]
    [InlineData(ScorerKind.NormalisedText, "!?", "neither letters nor digits")]
    public void Refusal_AnAnswerThatTheRuleCannotCompare_SaysWhyAndWhatToDo(ScorerKind scorer, string expected, string why)
    {
        var refusal = AnswerScorer.Refusal(scorer, expected);

        Assert.Contains(why, refusal, StringComparison.Ordinal);
        Assert.Contains("Choose", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scorers))]
    public void Score_AReplyWithoutAnAnswer_IsWrongByEveryRule(ScorerKind scorer) =>
        Assert.Equal(new ScoredAnswer(false, null), AnswerScorer.Score(scorer, 0.1, "", "7"));

    [Property]
    public void Score_TheExpectedNumberItself_IsRightByEveryNumericRule(int value)
    {
        Assert.True(AnswerScorer.Score(ScorerKind.LastNumber, 0, $"Answer: {value:N0}", $"{value}").IsRight);
        Assert.True(AnswerScorer.Score(ScorerKind.NumericTolerance, 0, $"So it is {value}", $"{value}").IsRight);
        Assert.True(AnswerScorer.Score(ScorerKind.BoxedInteger, 0, $"\\boxed{{{value}}}", $"{value}").IsRight);
    }

    [Property]
    public void Score_AnyReplyByAnyRule_IsRightOnlyWithSomethingExtracted(NonNull<string> reply, NonEmptyString expected)
    {
        foreach (var scorer in Enum.GetValues<ScorerKind>())
        {
            var scored = AnswerScorer.Score(scorer, 0.1, reply.Get, expected.Get);

            Assert.True(scored.Extracted is not null || !scored.IsRight);
        }
    }

    public static TheoryData<ScorerKind> Scorers => [.. Enum.GetValues<ScorerKind>()];
}
