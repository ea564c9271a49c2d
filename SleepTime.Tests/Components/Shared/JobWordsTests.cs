using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Web.Components.Shared;
using static SleepTime.Tests.Components.JobBuilder;

namespace SleepTime.Tests.Components.Shared;

public sealed class JobWordsTests
{
    private static readonly JobNote Held = new(1, "Maya has 3.", Checked: true, Verified: true, Struck: false, Reason: null);

    [Theory]
    [InlineData(SleepActivity.Writing, "Pass 2 of 3, writing notes")]
    [InlineData(SleepActivity.Verifying, "1 of 3 passes written, verifying notes")]
    [InlineData(SleepActivity.Anticipating, "1 of 3 passes written, writing the questions it expects")]
    [InlineData(SleepActivity.Finishing, "1 of 3 passes written, storing notes")]
    public void Progress_Running_SaysWhatItDoes(SleepActivity activity, string words) =>
        Assert.Equal(words, JobWords.Progress(Job() with { Live = Writing(activity) }, Idle));

    [Fact]
    public void Progress_SteppedAside_SaysForWhat() =>
        Assert.Equal("Pass 2 of 3, writing notes, stepped aside for a question", JobWords.Progress(Job() with { Live = Writing(aside: true) }, Idle));

    [Theory]
    [InlineData(IdleState.OutOfHours, "1 of 3 passes done, waits for the hours of sleep")]
    [InlineData(IdleState.BudgetSpent, "1 of 3 passes done, waits for tomorrow, because today’s tokens are spent")]
    [InlineData(IdleState.Paused, "1 of 3 passes done, waits because the queue is paused")]
    [InlineData(IdleState.Idle, "1 of 3 passes done, waits for its turn")]
    public void Progress_Waiting_SaysForWhat(IdleState state, string words) =>
        Assert.Equal(words, JobWords.Progress(Job(SleepJobState.Queued), Idle with { State = state }));

    [Fact]
    public void State_OnePaused_IsPausedAndNotWaiting()
    {
        var paused = Job(SleepJobState.Queued) with { Paused = true };
        Assert.Equal("Paused", JobWords.State(paused));
        Assert.Equal("1 of 3 passes done, waits until you resume it", JobWords.Progress(paused, Idle));
    }

    [Fact]
    public void State_PausedThenCancelled_IsCancelled() => Assert.Equal("Cancelled", JobWords.State(Job(SleepJobState.Cancelled) with { Paused = true }));

    [Theory]
    [InlineData(SleepEnd.AllPasses, "Ended because all 3 passes are done.")]
    [InlineData(SleepEnd.Finished, "Ended after 1 pass: the model had nothing to add.")]
    [InlineData(SleepEnd.Looped, "Ended after 1 pass: the model went round in circles and was stopped.")]
    [InlineData(SleepEnd.TooLittleNew, "Ended after 1 pass: the last one brought too little that was new.")]
    [InlineData(SleepEnd.BudgetSpent, "Ended after 1 pass: the tokens for this text are spent.")]
    public void End_Completed_SaysWhy(SleepEnd end, string words) => Assert.Equal(words, JobWords.End(Job(SleepJobState.Completed) with { End = end }, [Held]));

    [Theory]
    [InlineData(SleepEnd.Finished, "Ended after 1 pass: the model found nothing to note and wrote no notes.")]
    [InlineData(SleepEnd.AllPasses, "Ended because all 3 passes are done. It wrote no notes.")]
    public void End_NothingWritten_SaysSo(SleepEnd end, string words) => Assert.Equal(words, JobWords.End(Job(SleepJobState.Completed) with { End = end }, []));

    [Fact]
    public void End_EveryNoteStruck_SaysThatNoneCanBeUsed() => Assert.Equal(
        "Ended after 1 pass: the model had nothing to add. Every note was struck, so that none can be used.",
        JobWords.End(Job(SleepJobState.Completed) with { End = SleepEnd.Finished }, [Held with { Verified = false, Struck = true }]));

    [Fact]
    public void Written_OfPassesChecksAndQuestions_TellsTheParts()
    {
        var check = new NoteCheck { JobId = Guid.Empty, Text = "Maya has 3.", Usage = new(10, 0, 180), CheckedAt = default };
        var job = Job(SleepJobState.Completed) with { Usage = new(30, 0, 406), Passes = [Pass(1, 160)], Questions = Pass(0, 66), Checks = [check] };

        Assert.Equal("406 tokens written: 160 of notes, 180 to verify them, 66 of expected questions", JobWords.Written(job));
        Assert.Equal("160 tokens written", JobWords.Written(Job() with { Usage = new(10, 0, 160), Passes = [Pass(1, 160)] }));
        Assert.Null(JobWords.Written(Job()));
    }

    [Theory]
    [InlineData(SleepActivity.Writing, "Reading the text…")]
    [InlineData(SleepActivity.Verifying, "Looking for what it wrote in the text…")]
    public void BeforeText_NothingWritten_SaysWhatItDoes(SleepActivity activity, string words) => Assert.Equal(words, JobWords.BeforeText(Job() with { Live = Writing(activity) }));

    [Fact]
    public void End_NotCompleted_IsNothing() => Assert.Null(JobWords.End(Job(), []));

    [Fact]
    public void Verdicts_SomeStruck_CountsThem() => Assert.Equal(
        "1 of 3 notes verified, 1 struck",
        JobWords.Verdicts([new(1, "a", true, true, false, null), new(1, "b", true, false, true, "No."), new(1, "c", false, null, false, null)]));

    [Fact]
    public void Verdicts_EditedByHand_CountApart() => Assert.Equal(
        "1 of 3 notes verified, 1 edited by hand, 1 struck",
        JobWords.Verdicts([new(0, "a", true, true, false, null, ByHand: true), new(0, "b", true, false, true, "No.", ByHand: true), new(1, "c", true, true, false, null)]));

    [Fact]
    public void End_OnlyLinesThatItBeganWith_SaysThatItWroteNone() => Assert.Equal(
        "Ended after 1 pass: the model found nothing to note and wrote no notes.",
        JobWords.End(Job(SleepJobState.Completed) with { End = SleepEnd.Finished }, [Held with { Pass = 0 }]));

    [Fact]
    public void Verdicts_NothingWritten_IsNothing() => Assert.Null(JobWords.Verdicts([]));

    [Theory]
    [InlineData(SleepActivity.Writing, "Section 3 of 12, pass 2 of 3, writing notes")]
    [InlineData(SleepActivity.Verifying, "Section 3 of 12, verifying notes")]
    [InlineData(SleepActivity.Finishing, "Section 3 of 12, storing notes")]
    public void Progress_TextReadInSections_NamesTheSection(SleepActivity activity, string words) =>
        Assert.Equal(words, JobWords.Progress(Job() with { Sections = 12, SectionsDone = 2, Live = Writing(activity) with { Section = 3 } }, Idle));

    [Fact]
    public void Words_TextReadInSections_CountSections()
    {
        var waiting = Job(SleepJobState.Queued, passesDone: 0) with { Sections = 12, SectionsDone = 2 };

        Assert.Equal(("Waiting to go on", "2 of 12 sections done, waits for its turn"), (JobWords.State(waiting), JobWords.Progress(waiting, Idle)));
        Assert.Equal("Ended because all 12 sections are done.", JobWords.End(waiting with { End = SleepEnd.AllPasses, SectionsDone = 12 }, []));
        Assert.Equal("Ended after 2 of 12 sections: the tokens for this text are spent.", JobWords.End(waiting with { End = SleepEnd.BudgetSpent }, []));
    }
}
