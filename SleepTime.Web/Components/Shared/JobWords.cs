using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Shared;

/// <summary>Sleep jobs in words.</summary>
public static class JobWords
{
    public static string State(SleepJobView job) => job.State switch
    {
        SleepJobState.Queued => job.PassesDone > 0 ? "Waiting to go on" : "Waiting",
        SleepJobState.Running => job.Live is { SteppedAside: true } ? "Stepped aside" : "Sleeping",
        SleepJobState.Completed => "Done",
        SleepJobState.Failed => "Failed",
        _ => "Cancelled",
    };

    public static Tone ToneOf(SleepJobView job) => job.State switch
    {
        SleepJobState.Running => job.Live is { SteppedAside: true } ? Tone.Busy : Tone.Asleep,
        SleepJobState.Completed => Tone.Good,
        SleepJobState.Failed => Tone.Bad,
        _ => Tone.Quiet,
    };

    /// <summary>How far a job is and what it waits for.</summary>
    public static string Progress(SleepJobView job, SleepQueueStatus queue) => job.State switch
    {
        SleepJobState.Running when job.Live is { SteppedAside: true } live => $"Pass {live.Pass} of {job.PassesWanted}, stepped aside for a question",
        SleepJobState.Running when job.Live is { } live => $"Pass {live.Pass} of {job.PassesWanted}",
        SleepJobState.Running => $"Pass {Math.Min(job.PassesDone + 1, job.PassesWanted)} of {job.PassesWanted}",
        SleepJobState.Queued => $"{job.PassesDone} of {job.PassesWanted} passes done, waits {WaitsFor(queue)}",
        SleepJobState.Completed => Passes(job),
        _ => $"{Passes(job)} done",
    };

    /// <summary>How many passes an ended job has; one may end early, because the model has nothing to add.</summary>
    public static string Passes(SleepJobView job) => job.State == SleepJobState.Completed && job.PassesDone < job.PassesWanted
        ? $"{NumberWords.Of(job.PassesDone, "pass", "passes")}, then nothing was left to add"
        : $"{job.PassesDone} of {job.PassesWanted} passes";

    private static string WaitsFor(SleepQueueStatus queue) => queue.State switch
    {
        IdleState.Paused => "because the queue is paused",
        IdleState.NoModel => "for the model",
        IdleState.Busy => "for the model to be idle",
        _ => "for its turn",
    };
}
