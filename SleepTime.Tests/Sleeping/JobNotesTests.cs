using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping;

public sealed class JobNotesTests
{
    [Fact]
    public void Of_LinesWithVerdicts_TellsWhichAreStruckAndWhy()
    {
        var notes = JobNotes.Of(Job(
            [Pass(1, "Ann has 3 balls.\nBen has 4 balls.\nThey have 9 balls together.")],
            [Check("Ann has 3 balls.", true, null), Check("They have 9 balls together.", false, "3 + 4 is 7, not 9.")]));

        Assert.Equal([(true, false), (false, false), (true, true)], notes.Select(note => (note.Checked, note.Struck)));
        Assert.Equal([true, null, false], notes.Select(note => note.Verified));
        Assert.Equal("3 + 4 is 7, not 9.", notes[2].Reason);
    }

    [Fact]
    public void Of_LineCorrectedByALaterPass_IsStruck()
    {
        var notes = JobNotes.Of(Job(
            [Pass(1, "Ann and Ben have 9 red balls together."), Pass(2, "Correction: Ann and Ben have 7 red balls together.")],
            [Check("Ann and Ben have 9 red balls together.", true, null), Check("Ann and Ben have 7 red balls together.", true, null)]));

        Assert.Equal([true, false], notes.Select(note => note.Struck));
        Assert.Equal("Corrected: Ann and Ben have 7 red balls together.", notes[0].Reason);
        Assert.Equal([1, 2], notes.Select(note => note.Pass));
    }

    [Fact]
    public void Of_LinesKeptFromEarlierNotes_ComeFirstAndAreByHand()
    {
        var notes = JobNotes.Of(Job(
            [Pass(0, "Maya likes red ones."), Pass(1, "Ann has 3 balls.")],
            [Check("Maya likes red ones.", true, null, CheckedBy.Person), Check("Ann has 3 balls.", true, null)]));

        Assert.Equal([(0, true), (1, false)], notes.Select(note => (note.Pass, note.ByHand)));
    }

    private static SleepJobView Job(SleepPass[] passes, NoteCheck[] checks) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "Balls", 1, SleepJobState.Running, 3, passes.Length, 0, TokenUsage.None, default, null, null, null, null, false, passes, null, checks, null);

    private static SleepPass Pass(int number, string text) => new()
    {
        JobId = Guid.Empty, Number = number, Text = text, FinishReason = FinishReason.EndOfText, Usage = TokenUsage.None, Timings = default!, FinishedAt = default,
    };

    private static NoteCheck Check(string text, bool? verified, string? reason, CheckedBy? by = null) => new()
    {
        JobId = Guid.Empty, Text = text, Verified = verified, By = by, Reason = reason, CheckedAt = default, Usage = TokenUsage.None,
    };
}
