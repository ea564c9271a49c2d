using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Layout;

/// <param name="Label">One or two words.</param>
/// <param name="Detail">A sentence.</param>
/// <param name="Moving">Something is going on right now.</param>
public sealed record ModelStateLine(string Label, string Detail, Tone Tone, bool Moving);

/// <summary>What the model is doing, in words.</summary>
public static class ModelStateWords
{
    public static ModelStateLine Describe(ModelStatus model, EngineLoad load, SleepQueueStatus sleep) => model.State switch
    {
        ModelState.Loading => new($"Loading {model.LoadProgress * 100:0} %", "The model is being loaded. Questions can be asked once it is ready.", Tone.Busy, true),
        ModelState.Failed => new("Model failed", model.Failure ?? "The model could not be loaded.", Tone.Bad, false),
        _ when load.Questions > 0 => new("Answering", Answering(load), Tone.Busy, true),
        _ when load.Running[(int)GenerationClass.Experiment] + load.Waiting[(int)GenerationClass.Experiment] > 0 && sleep.State != IdleState.Sleeping =>
            new("Experiment", "An experiment runs in the background. Questions come first.", Tone.Busy, true),
        _ when load.Elsewhere > 0 && sleep.State == IdleState.Busy =>
            new("Ready", $"Ready for questions. Sleep waits, because the remote engine works for others; {Waiting(sleep.Queued)}.", Tone.Good, false),
        _ => Idle(sleep),
    };

    /// <summary>What is said once when the model comes into this state.</summary>
    public static string Turn(ModelState state) => state switch
    {
        ModelState.Loading => "The model is being loaded.",
        ModelState.Failed => "The model failed.",
        _ => "The model is ready.",
    };

    private static ModelStateLine Idle(SleepQueueStatus sleep) => sleep.State switch
    {
        IdleState.Sleeping or IdleState.Idle when sleep.DiskFull => new("Disk full", $"Ready for questions. Sleep waits for room on the disk; {Waiting(sleep.Queued)}.", Tone.Bad, false),
        IdleState.Sleeping => new("Sleeping", $"Idle, so it makes notes; {Waiting(sleep.Queued)}.", Tone.Asleep, true),
        IdleState.Paused => new("Sleep paused", $"Ready for questions. Sleep is paused; {Waiting(sleep.Queued)}.", Tone.Warning, false),
        IdleState.Busy => new("Ready", "Ready for questions. It was busy until just now and will count as idle in a moment.", Tone.Good, false),
        IdleState.GpuBusy => new("Ready", $"Ready for questions. Sleep waits, because another process uses the GPU; {Waiting(sleep.Queued)}.", Tone.Good, false),
        IdleState.OutOfHours => new("Outside sleep hours", $"Ready for questions. Sleep waits for its hours; {Waiting(sleep.Queued)}.", Tone.Quiet, false),
        IdleState.BudgetSpent => new("Sleep budget spent", $"Ready for questions. Sleep waits for tomorrow, because today’s tokens are spent; {Waiting(sleep.Queued)}.", Tone.Warning, false),
        _ => new("Idle", $"Ready for questions. {NothingStarts(sleep)}", Tone.Good, false),
    };

    /// <summary>Why nothing is slept on although nothing keeps sleep from it.</summary>
    public static string NothingStarts(SleepQueueStatus sleep) => sleep switch
    {
        { Queued: > 0 } => $"{Waiting(sleep.Queued)} and {(sleep.Queued == 1 ? "begins" : "begin")} in a moment.",
        { PausedJobs: > 0 } => $"{NumberWords.Of(sleep.PausedJobs, "job")} {(sleep.PausedJobs == 1 ? "is" : "are")} paused until you resume {(sleep.PausedJobs == 1 ? "it" : "them")}; there is nothing else to sleep on.",
        _ => "There is nothing to sleep on.",
    };

    private static string Answering(EngineLoad load)
    {
        var waiting = load.Waiting[(int)GenerationClass.Question];
        var running = load.Questions - waiting;
        return $"{NumberWords.Of(running, "question")} being answered{(waiting > 0 ? $", {waiting} waiting" : "")}.";
    }

    private static string Waiting(int jobs) => jobs == 1 ? "1 job waits" : NumberWords.Of(jobs, "job") + " wait";
}
