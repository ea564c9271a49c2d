using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Layout;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Layout;

public sealed class ModelStateWordsTests
{
    private static readonly SleepQueueStatus Idle = new(IdleState.Idle, Paused: false, Queued: 0, CurrentJobId: null, IdleAfter: null);

    [Fact]
    public void Describe_Loading_TellsHowFar()
    {
        var line = ModelStateWords.Describe(Status(ModelState.Loading, progress: 0.42f), EngineLoad.Idle, Idle);
        Assert.Equal("Loading 42 %", line.Label);
        Assert.True(line.Moving);
    }

    [Fact]
    public void Describe_Failed_TellsWhy()
    {
        var line = ModelStateWords.Describe(Status(ModelState.Failed, failure: "There is no file model.gguf."), EngineLoad.Idle, Idle);
        Assert.Equal(("Model failed", "There is no file model.gguf.", Tone.Bad), (line.Label, line.Detail, line.Tone));
    }

    [Fact]
    public void Describe_QuestionsRunAndWait_CountsBoth()
    {
        var line = ModelStateWords.Describe(Status(ModelState.Ready), new EngineLoad([2, 0, 0], [1, 0, 1], 50), Idle);
        Assert.Equal("Answering", line.Label);
        Assert.Equal("2 questions being answered, 1 waiting.", line.Detail);
    }

    [Fact]
    public void Describe_AnExperimentRuns_IsNotIdle()
    {
        var line = ModelStateWords.Describe(Status(ModelState.Ready), new EngineLoad([0, 2, 0], [0, 9, 0], 50), Idle);
        Assert.Equal(("Experiment", true), (line.Label, line.Moving));
    }

    [Theory]
    [InlineData(IdleState.Sleeping, "Sleeping")]
    [InlineData(IdleState.Paused, "Sleep paused")]
    [InlineData(IdleState.Busy, "Ready")]
    [InlineData(IdleState.Idle, "Idle")]
    public void Describe_NoQuestions_TellsOfSleep(IdleState state, string label) =>
        Assert.Equal(label, ModelStateWords.Describe(Status(ModelState.Ready), EngineLoad.Idle, Idle with { State = state, Queued = 1 }).Label);

    [Theory]
    [InlineData(IdleState.OutOfHours, false, "Outside sleep hours", "Ready for questions. Sleep waits for its hours; 2 jobs wait.")]
    [InlineData(IdleState.BudgetSpent, false, "Sleep budget spent", "Ready for questions. Sleep waits for tomorrow, because today’s tokens are spent; 2 jobs wait.")]
    [InlineData(IdleState.Idle, true, "Disk full", "Ready for questions. Sleep waits for room on the disk; 2 jobs wait.")]
    [InlineData(IdleState.Idle, false, "Idle", "Ready for questions. 2 jobs wait and begin in a moment.")]
    public void Describe_JobsWait_SaysForWhat(IdleState state, bool diskFull, string label, string detail)
    {
        var line = ModelStateWords.Describe(Status(ModelState.Ready), EngineLoad.Idle, Idle with { State = state, Queued = 2, DiskFull = diskFull });
        Assert.Equal((label, detail), (line.Label, line.Detail));
    }

    [Theory]
    [InlineData(0, "There is nothing to sleep on.")]
    [InlineData(1, "1 job is paused until you resume it; there is nothing else to sleep on.")]
    public void NothingStarts_NoJobWaits_TellsOfThePaused(int paused, string words) => Assert.Equal(words, ModelStateWords.NothingStarts(Idle with { PausedJobs = paused }));

    private static ModelStatus Status(ModelState state, float progress = 1, string? failure = null) =>
        new(state, progress, failure, "sleeptime-tiny", Hosted: null, Runtime: null);
}
