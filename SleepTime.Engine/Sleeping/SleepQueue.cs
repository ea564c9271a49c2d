using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Sleeping;

/// <summary>Sleep jobs: making, listing and steering them. The work itself is done by the scheduler. Thread-safe.</summary>
public sealed class SleepQueue
{
    /// <summary>Queues a job for the current version of a context. A waiting or running job of that version is returned instead of a second one.</summary>
    /// <param name="passes">1 up to the profile's number of passes; null for all.</param>
    /// <param name="force">Also when notes of this version are there already.</param>
    /// <returns>Null when there is no such context.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="passes"/> is out of range.</exception>
    public Task<SleepJobView?> EnqueueAsync(Guid contextId, int? passes, bool force, string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Running first, then waiting in order, then ended ones, newest first.</summary>
    public Task<Page<SleepJobView>> ListAsync(int page, int pageSize, SleepJobState? state, Guid? contextId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SleepJobView?> FindAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Ends a waiting or running job; passes that are done stay stored.</summary>
    public Task<JobCommandResult> CancelAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Puts a failed or cancelled job back into the queue; finished passes are not done again.</summary>
    public Task<JobCommandResult> RetryAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Stops starting jobs and lets the running one wait after its present pass, until resumed. Kept over a restart.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ResumeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public SleepQueueStatus Status => throw new NotSupportedException();
}
