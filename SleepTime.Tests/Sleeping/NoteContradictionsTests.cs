using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping;

public sealed class NoteContradictionsTests
{
    [Fact]
    public void Merge_TheTextShowsOne_StrikesTheOtherWithTheReason()
    {
        var notes = Merge([Check("Leo has 4.", true, CheckedBy.Text), Check("Leo has 5.", true, CheckedBy.Model)], Pass(0, "Leo has 5."), Pass(1, "Leo has 4."));

        Assert.Equal("Another run has another number, which the text shows: Leo has 4.", ReasonFor(notes, "Leo has 5."));
        Assert.Null(ReasonFor(notes, "Leo has 4."));
    }

    [Fact]
    public void Merge_NobodyCouldTell_KeepsWhatMostRunsHave()
    {
        var notes = Merge([Check("Leo has 4.", null), Check("Leo has 5.", null)], Pass(0, "Leo has 5."), Pass(1, "Leo has 4."), Pass(2, "Leo has 4"));

        Assert.Equal("Another run has another number, which 2 runs wrote and this one 1: Leo has 4.", ReasonFor(notes, "Leo has 5."));
        Assert.Null(ReasonFor(notes, "Leo has 4."));
    }

    [Fact]
    public void Merge_AsManyForTheOneAsForTheOther_StrikesBoth() =>
        Assert.All(
            Merge([Check("Leo has 4.", null), Check("Leo has 5.", null)], Pass(0, "Leo has 5."), Pass(1, "Leo has 4.")),
            note => Assert.Contains("nothing tells which is right", note.StruckBecause, StringComparison.Ordinal));

    [Fact]
    public void Merge_TheTextShowsBoth_StrikesNeither() =>
        AssertNoneStruck(Merge([Check("The bus goes at 7.", true, CheckedBy.Text), Check("The bus goes at 9.", true, CheckedBy.Text)], Pass(0, "The bus goes at 7."), Pass(1, "The bus goes at 9.")));

    [Fact]
    public void Merge_OneRunHasBoth_TakesThemForTwoFacts() =>
        AssertNoneStruck(Merge([Check("The bus goes at 7.", null), Check("The bus goes at 9.", null)], Pass(0, "The bus goes at 7.\nThe bus goes at 9."), Pass(1, "The bus goes at 9.")));

    [Fact]
    public void Merge_AnotherNumberBeforeTheLast_IsAnotherSubject() =>
        AssertNoneStruck(Merge([Check("Room 1 has 4 chairs.", null), Check("Room 2 has 4 chairs.", null)], Pass(0, "Room 1 has 4 chairs."), Pass(1, "Room 2 has 4 chairs.")));

    [Fact]
    public void Merge_ANumberThatNamesSomething_IsAnotherSubject() =>
        AssertNoneStruck(Merge([Check("Room 12 is free.", null), Check("Room 14 is free.", null)], Pass(0, "Room 12 is free."), Pass(1, "Room 14 is free.")));

    [Theory]
    [InlineData("Together: 3 + 4 = 7.", "Together: 3 + 4 = 8.")]
    [InlineData("The lamp costs $7.", "The lamp costs $8.")]
    public void Merge_AResult_IsFoundAlsoBehindASign(string one, string other) =>
        Assert.NotNull(ReasonFor(Merge([Check(one, true, CheckedBy.Text), Check(other, null)], Pass(0, one), Pass(1, other)), other));

    [Fact]
    public void Merge_OneIsNotCheckedYet_WaitsForItsVerdict() =>
        AssertNoneStruck(Merge([Check("Leo has 4.", true, CheckedBy.Text)], Pass(0, "Leo has 5."), Pass(1, "Leo has 4.")));

    [Fact]
    public void Merge_APersonWroteOne_StrikesWhatSleepWritesAgain()
    {
        var notes = Merge(
            [Check("Leo has 5.", true, CheckedBy.Person), Check("Leo has 4.", true, CheckedBy.Text)], Pass(0, "Leo has 5.", number: 0), Pass(0, "Leo has 4."));

        Assert.Equal("Another run has another number, which a person wrote: Leo has 5.", ReasonFor(notes, "Leo has 4."));
    }

    [Fact]
    public void Merge_ACorrectionOfWhatAPersonWrote_CorrectsNothing() =>
        Assert.Null(Merge(
            [Check("Leo has 5 marbles.", true, CheckedBy.Person), Check("Leo has four marbles.", true, CheckedBy.Text)],
            Pass(0, "Leo has 5 marbles.", number: 0), Pass(0, "Correction: Leo has four marbles."))[0].StruckBecause);

    private static void AssertNoneStruck(IReadOnlyList<MergedNote> notes) => Assert.All(notes, note => Assert.Null(note.StruckBecause));

    private static string? ReasonFor(IReadOnlyList<MergedNote> notes, string text) => notes.Single(note => note.Text == text).StruckBecause;

    private static IReadOnlyList<MergedNote> Merge(NoteCheck[] checks, params SleepPass[] passes) => NotesMerger.Merge(passes, checks.ToDictionary(check => check.Text));

    private static NoteCheck Check(string text, bool? verified, CheckedBy? by = null) =>
        new() { JobId = Guid.Empty, Text = text, Verified = verified, By = by, CheckedAt = default, Usage = TokenUsage.None };

    private static SleepPass Pass(int sample, string text, int number = 1) => new()
    {
        JobId = Guid.Empty, Number = number, Sample = sample, Text = text, FinishReason = FinishReason.EndOfText,
        Usage = TokenUsage.None, Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = DateTimeOffset.UnixEpoch,
    };
}
