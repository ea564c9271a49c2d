using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// The stored changes of the sleep queue. Each is one transaction that happens only if the job is still in the state it
/// starts from, so that a cancel, a delete and the scheduler can meet in any order; each is told once it is committed.
/// Thread-safe.
/// </summary>
internal sealed class SleepStore(IDbContextFactory<SleepTimeDbContext> databases, SleepMonitor monitor, ActivityFeed feed, TimeProvider time)
{
    private const string PausedFact = "sleeping.paused";
    private const string Yes = "yes";
    private const string No = "no";

    /// <summary>
    /// At start: no job can be running yet, so those that say so were cut off and wait again. Their checkpoints stay, and
    /// so does a pause.
    /// </summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // What was begun is gone on with first, as it would have been without the restart.
        var first = await database.SleepJobs.Where(job => job.State == SleepJobState.Queued).MinAsync(job => job.Rank, cancellationToken);
        await database.SleepJobs
            .Where(job => job.State == SleepJobState.Running)
            .ExecuteUpdateAsync(
                set => set.SetProperty(job => job.State, SleepJobState.Queued).SetProperty(job => job.Rank, (first ?? 0) - 1), cancellationToken);
        monitor.Paused = await database.Facts.AnyAsync(fact => fact.Key == PausedFact && fact.Value == Yes, cancellationToken);
        (monitor.Queued, monitor.PausedJobs) = await CountQueuedAsync(database, cancellationToken);
    }

    public async Task SetPausedAsync(bool paused, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Facts.SetAsync(PausedFact, paused ? Yes : No, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        monitor.Paused = paused;
        feed.Publish(new SleepQueueChanged());
    }

    public async Task<SleepJob?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.SleepJobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancellationToken);
    }

    /// <summary>The waiting and running jobs of a context.</summary>
    public async Task<IReadOnlyList<SleepJob>> FindUnderwayAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.SleepJobs
            .AsNoTracking()
            .Where(job => job.ContextId == contextId && (job.State == SleepJobState.Queued || job.State == SleepJobState.Running))
            .ToListAsync(cancellationToken);
    }

    /// <summary>False when the version has gone with its context. The transaction holds the write lock, so that it cannot go in between.</summary>
    public Task<bool> AddAsync(SleepJob job, string log, CancellationToken cancellationToken) =>
        ChangeAsync(job, log, async database =>
        {
            if (!await database.ContextVersions.AnyAsync(version => version.Id == job.ContextVersionId, cancellationToken))
                return false;
            database.SleepJobs.Add(job);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>Puts a failed or cancelled job back. False when it is neither.</summary>
    public Task<bool> RetryAsync(SleepJob job, CancellationToken cancellationToken) =>
        ChangeAsync(job, "Put back into the queue by a person.", async database => await database.SleepJobs
            .Where(stored => stored.Id == job.Id && (stored.State == SleepJobState.Failed || stored.State == SleepJobState.Cancelled))
            .ExecuteUpdateAsync(
                set => set.SetProperty(stored => stored.State, SleepJobState.Queued)
                    .SetProperty(stored => stored.Paused, false)
                    .SetProperty(stored => stored.Rank, (double?)null)
                    .SetProperty(stored => stored.FailureReason, (string?)null)
                    .SetProperty(stored => stored.FinishedAt, (DateTimeOffset?)null),
                cancellationToken) == 1, cancellationToken);

    /// <summary>Pauses or resumes one job. False when it has ended, or is so already.</summary>
    public Task<bool> SetPausedAsync(SleepJob job, bool paused, CancellationToken cancellationToken) =>
        ChangeAsync(job, paused ? "Paused by a person." : "Resumed by a person.", async database => await database.SleepJobs
            .Where(stored => stored.Id == job.Id && (stored.State == SleepJobState.Queued || stored.State == SleepJobState.Running) && stored.Paused != paused)
            .ExecuteUpdateAsync(
                set => set.SetProperty(stored => stored.Paused, paused).SetProperty(stored => stored.State, SleepJobState.Queued),
                cancellationToken) == 1, cancellationToken);

    /// <summary>False when it does not wait.</summary>
    public Task<bool> MoveFirstAsync(SleepJob job, CancellationToken cancellationToken) =>
        ChangeAsync(job, "Put first by a person.", async database =>
        {
            var first = await database.SleepJobs.Where(other => other.State == SleepJobState.Queued).MinAsync(other => other.Rank, cancellationToken);
            return await SetRankAsync(database, job.Id, (first ?? 0) - 1, cancellationToken);
        }, cancellationToken);

    /// <summary>
    /// Changes places with the neighbour in the order, by exchanging what the order goes by, so that no other job is touched
    /// however often jobs are moved. Only neighbours that differ in age alone get a rank by hand, and so does whoever is
    /// before them, since jobs with a rank come before those without. False when it does not wait, or is the first or last already.
    /// </summary>
    public Task<bool> MoveAsync(SleepJob job, bool towardsFront, CancellationToken cancellationToken) =>
        ChangeAsync(job, towardsFront ? "Moved forward by a person." : "Moved back by a person.", async database =>
        {
            var order = await database.SleepJobs.Where(other => other.State == SleepJobState.Queued).InOrder().Select(other => new Place(other.Id, other.Rank, other.Priority)).ToListAsync(cancellationToken);
            var at = order.FindIndex(place => place.Id == job.Id);
            var other = towardsFront ? at - 1 : at + 1;
            if (at < 0 || other < 0 || other >= order.Count)
                return false;
            if (order[at].Rank != order[other].Rank || order[at].Priority != order[other].Priority)
                return await TakeAsync(database, order[at].Id, order[other], cancellationToken) && await TakeAsync(database, order[other].Id, order[at], cancellationToken);
            (order[at], order[other]) = (order[other], order[at]);
            for (var i = 0; i <= Math.Max(at, other); i++)
                await SetRankAsync(database, order[i].Id, i, cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>What the order goes by, but for age.</summary>
    private sealed record Place(Guid Id, double? Rank, double Priority);

    private static async Task<bool> TakeAsync(SleepTimeDbContext database, Guid id, Place place, CancellationToken cancellationToken) =>
        await database.SleepJobs
            .Where(stored => stored.Id == id && stored.State == SleepJobState.Queued)
            .ExecuteUpdateAsync(
                set => set.SetProperty(stored => stored.Rank, place.Rank).SetProperty(stored => stored.Priority, place.Priority), cancellationToken) == 1;

    private static async Task<bool> SetRankAsync(SleepTimeDbContext database, Guid id, double rank, CancellationToken cancellationToken) =>
        await database.SleepJobs
            .Where(stored => stored.Id == id && stored.State == SleepJobState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.Rank, rank), cancellationToken) == 1;

    /// <summary>Ends a waiting or running job without notes. False when it had ended or gone already.</summary>
    public async Task<bool> EndAsync(SleepJob job, SleepJobState state, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // A reason that begins with what happened needs no name of the state before it.
        var log = reason.StartsWith($"{state}", StringComparison.Ordinal) ? reason : $"{state}: {reason}";
        var ended = await ChangeAsync(job, log, async database => await database.SleepJobs
            .Where(stored => stored.Id == job.Id && (stored.State == SleepJobState.Queued || stored.State == SleepJobState.Running))
            .ExecuteUpdateAsync(
                set => set.SetProperty(stored => stored.State, state).SetProperty(stored => stored.FailureReason, reason).SetProperty(stored => stored.FinishedAt, now),
                cancellationToken) == 1, cancellationToken);
        if (ended)
            monitor.CountEnded(state);
        return ended;
    }

    /// <summary>
    /// Commits a change that says it happened, with a count of who waits, and tells the feed; a context shows how its job
    /// stands. Counted before the commit, so that nothing between it and the telling can fail or be cancelled.
    /// </summary>
    /// <param name="log">A line of the job's log, in the same transaction; null when it is not worth one.</param>
    public async Task<bool> ChangeAsync(SleepJob job, string? log, Func<SleepTimeDbContext, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        (int Waiting, int Paused) queued;
        await using (var transaction = await database.Database.BeginTransactionAsync(cancellationToken))
        {
            if (!await change(database))
                return false;
            if (log is not null)
            {
                database.SleepEvents.Add(new SleepEvent { JobId = job.Id, At = time.GetUtcNow(), Text = log });
                await database.SaveChangesAsync(cancellationToken);
            }
            queued = await CountQueuedAsync(database, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        (monitor.Queued, monitor.PausedJobs) = queued;
        // A full disk takes no line of the log.
        if (log is not null)
            monitor.DiskFull = false;
        feed.Publish(new JobChanged(job.Id, job.ContextId));
        feed.Publish(new ContextChanged(job.ContextId));
        return true;
    }

    private static async Task<(int Waiting, int Paused)> CountQueuedAsync(SleepTimeDbContext database, CancellationToken cancellationToken)
    {
        var queued = database.SleepJobs.Where(job => job.State == SleepJobState.Queued);
        return (await queued.CountAsync(job => !job.Paused, cancellationToken), await queued.CountAsync(job => job.Paused, cancellationToken));
    }
}
