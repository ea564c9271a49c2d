using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Pages.Queue;
using static SleepTime.Tests.Components.JobBuilder;

namespace SleepTime.Tests.Components.Queue;

public sealed class QueueWordsTests
{
    [Theory]
    [InlineData(SleepJobState.Queued, false, new[] { JobCommand.First, JobCommand.Up, JobCommand.Down, JobCommand.Pause, JobCommand.Cancel })]
    [InlineData(SleepJobState.Queued, true, new[] { JobCommand.First, JobCommand.Up, JobCommand.Down, JobCommand.Resume, JobCommand.Cancel })]
    [InlineData(SleepJobState.Running, false, new[] { JobCommand.Pause, JobCommand.Cancel })]
    [InlineData(SleepJobState.Failed, false, new[] { JobCommand.Retry })]
    [InlineData(SleepJobState.Cancelled, true, new[] { JobCommand.Retry })]
    [InlineData(SleepJobState.Completed, false, new JobCommand[0])]
    public void Of_EachState_HasWhatCanBeDone(SleepJobState state, bool paused, JobCommand[] commands) =>
        Assert.Equal(commands, JobCommands.Of(Job(state) with { Paused = paused }));

    [Fact]
    public void Of_CancelledByAnEdit_OffersNoRetry() => Assert.Empty(JobCommands.Of(Job(SleepJobState.Cancelled) with { CanRetry = false }));

    [Theory]
    [InlineData(JobCommand.First, true, false)]
    [InlineData(JobCommand.Up, true, false)]
    [InlineData(JobCommand.Down, false, true)]
    [InlineData(JobCommand.Pause, false, false)]
    public void IsIdle_AtTheEndsOfTheQueue_WhereItMovesNothing(JobCommand command, bool ofTheFirst, bool ofTheLast)
    {
        Assert.Equal(ofTheFirst, JobCommands.IsIdle(command, Job() with { IsFirst = true }));
        Assert.Equal(ofTheLast, JobCommands.IsIdle(command, Job() with { IsLast = true }));
    }

    [Theory]
    [InlineData(JobCommand.Up, "It is the first that waits already.")]
    [InlineData(JobCommand.Retry, "The text was edited since, or another job works on it.")]
    public void WhyNot_Refused_SaysWhy(JobCommand command, string words) => Assert.Equal(words, JobCommandWords.WhyNot(command));

    [Fact]
    public void LongLabel_OfAList_TellsOneRowFromAnother() => Assert.Equal("Move up: the sleep on Marbles", JobCommandWords.LongLabel(JobCommand.Up, Job()));

    [Theory]
    [InlineData(0, "Nothing is finished yet; what is being written is dropped.")]
    [InlineData(1, "1 finished pass stays stored; retrying goes on from there.")]
    [InlineData(2, "2 finished passes stay stored; retrying goes on from there.")]
    public void CancelWarning_ByPasses_SaysWhatIsLost(int passes, string words) => Assert.Equal(words, JobCommandWords.CancelWarning(Job(passesDone: passes)));

    [Fact]
    public void CancelWarning_OfAJobThatWaits_SpeaksOfNothingBeingWritten() =>
        Assert.Equal("No pass is finished yet, so nothing is lost.", JobCommandWords.CancelWarning(Job(SleepJobState.Queued, passesDone: 0)));

    [Fact]
    public void Verdict_EachKind_InWords()
    {
        Assert.Equal("not verified yet", JobNoteWords.Verdict(new(1, "a", Checked: false, null, false, null)));
        Assert.Equal("verified", JobNoteWords.Verdict(new(1, "a", Checked: true, true, false, null)));
        Assert.Equal("unverified", JobNoteWords.Verdict(new(1, "a", Checked: true, null, false, "Nobody could tell.")));
        Assert.Equal("struck: 3 + 4 is 7, not 9.", JobNoteWords.Verdict(new(1, "a", Checked: true, false, true, "3 + 4 is 7, not 9.")));
    }

    [Fact]
    public void Ends_OfRunsSideBySide_EachOnce() => Assert.Equal(
        "ran to its token limit, it had nothing to add",
        JobNoteWords.Ends([Pass(1, 5, FinishReason.MaxTokens), Pass(1, 5, FinishReason.MaxTokens), Pass(1, 1, text: "finished"), Pass(1, 9)]));

    [Fact]
    public void Ends_AllWhole_SaysNothing() => Assert.Null(JobNoteWords.Ends([Pass(1, 9)]));

    [Fact]
    public void Verdict_EditedByHand_SaysWhoJudged()
    {
        Assert.Equal("edited by hand", JobNoteWords.Verdict(new(0, "a", Checked: true, true, false, null, ByHand: true)));
        Assert.Equal("struck by hand", JobNoteWords.Verdict(new(0, "a", Checked: true, false, true, "Struck by hand.", ByHand: true)));
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(1, 0, "1 context is not slept on, as a person chose")]
    [InlineData(0, 2, "2 contexts are not slept on, because sleep is not expected to pay there")]
    [InlineData(1, 2, "3 contexts are not slept on, 1 as a person chose, the others because sleep is not expected to pay there")]
    public void Summary_Skipped_SaysWhy(int byPerson, int neverPays, string? words) => Assert.Equal(
        words, SkippedWords.Summary(new Dictionary<SkipReason, int> { [SkipReason.ByPerson] = byPerson, [SkipReason.NeverPays] = neverPays }));

    [Fact]
    public void Parse_KeyOfEachReason_IsThatReason()
    {
        Assert.All(Enum.GetValues<SkipReason>(), reason => Assert.Equal(reason, SkippedWords.Parse(SkippedWords.Key(reason))));
        Assert.Null(SkippedWords.Parse("nonsense"));
    }
}
