using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>What a person can have done to one job.</summary>
public enum JobCommand
{
    First,
    Up,
    Down,
    Pause,
    Resume,
    Cancel,
    Retry,
}

public static class JobCommands
{
    /// <summary>What can be done to a job as it stands, in the order of its buttons.</summary>
    public static IReadOnlyList<JobCommand> Of(SleepJobView job) => job.State switch
    {
        SleepJobState.Queued => [JobCommand.First, JobCommand.Up, JobCommand.Down, job.Paused ? JobCommand.Resume : JobCommand.Pause, JobCommand.Cancel],
        SleepJobState.Running => [JobCommand.Pause, JobCommand.Cancel],
        SleepJobState.Failed or SleepJobState.Cancelled when job.CanRetry => [JobCommand.Retry],
        _ => [],
    };

    /// <summary>Whether it would change nothing: the first cannot go further forward, the last no further back.</summary>
    public static bool IsIdle(JobCommand command, SleepJobView job) => command switch
    {
        JobCommand.First or JobCommand.Up => job.IsFirst,
        JobCommand.Down => job.IsLast,
        _ => false,
    };

    public static Task<JobCommandResult> RunAsync(this SleepQueue queue, JobCommand command, Guid id, CancellationToken cancellationToken) => command switch
    {
        JobCommand.First => queue.RunFirstAsync(id, cancellationToken),
        JobCommand.Up => queue.MoveAsync(id, towardsFront: true, cancellationToken),
        JobCommand.Down => queue.MoveAsync(id, towardsFront: false, cancellationToken),
        JobCommand.Pause => queue.PauseAsync(id, cancellationToken),
        JobCommand.Resume => queue.ResumeAsync(id, cancellationToken),
        JobCommand.Cancel => queue.CancelAsync(id, cancellationToken),
        JobCommand.Retry => queue.RetryAsync(id, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "There is no such command."),
    };
}
