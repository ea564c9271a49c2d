using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

/// <summary>A job with the text it is about.</summary>
/// <param name="IsCurrent">False when the text was edited after the job was made.</param>
internal sealed record SleepTask(SleepJob Job, ContextVersion Version, bool IsCurrent);

/// <summary>
/// How far a job has come, in a way that survives the process being killed at any moment. Between two calls nothing is
/// remembered: what to do next always follows from what is stored. Thread-safe.
/// </summary>
internal sealed class SleepCheckpoints(IDbContextFactory<SleepTimeDbContext> databases, SleepStore store, TimeProvider time)
{
    /// <summary>The job to go on with: the one that was begun, else the one that has waited longest.</summary>
    public async Task<SleepTask?> FindNextAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var job = await database.SleepJobs
            .AsNoTracking()
            .Include(job => job.Passes)
            .Where(job => job.State == SleepJobState.Running || job.State == SleepJobState.Queued)
            .OrderByDescending(job => job.State == SleepJobState.Running).ThenBy(job => job.CreatedAt).ThenBy(job => job.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (job is null)
            return null;

        var version = await database.ContextVersions.AsNoTracking().SingleOrDefaultAsync(version => version.Id == job.ContextVersionId, cancellationToken);
        if (version is null)
            return null; // Deleted between the two queries, and the job with it.
        var isCurrent = await database.Contexts.AnyAsync(
            context => context.Id == version.ContextId && context.CurrentVersionNumber == version.Number, cancellationToken);
        return new SleepTask(job, version, isCurrent);
    }

    /// <summary>Takes a job to work on. False when it was cancelled or deleted meanwhile.</summary>
    public Task<bool> ClaimAsync(SleepJob job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return store.ChangeAsync(job, async database => await database.SleepJobs
            .Where(stored => stored.Id == job.Id && (stored.State == SleepJobState.Queued || stored.State == SleepJobState.Running))
            .ExecuteUpdateAsync(
                set => set.SetProperty(stored => stored.State, SleepJobState.Running).SetProperty(stored => stored.StartedAt, stored => stored.StartedAt ?? now),
                cancellationToken) == 1, cancellationToken);
    }

    /// <summary>
    /// The checkpoint: the pass and the count of passes together or not at all. Killed before it, the pass is generated
    /// again; killed after it, it is never generated again. False when the job was cancelled or deleted meanwhile.
    /// </summary>
    public Task<bool> StorePassAsync(SleepJob job, SleepPass pass, int steppedAside, CancellationToken cancellationToken) =>
        store.ChangeAsync(job, async database =>
        {
            var moved = await database.SleepJobs
                .Where(stored => stored.Id == job.Id && stored.State == SleepJobState.Running && stored.PassesDone == pass.Number - 1)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(stored => stored.PassesDone, pass.Number)
                        .SetProperty(stored => stored.StepAsideCount, stored => stored.StepAsideCount + steppedAside),
                    cancellationToken);
            if (moved == 0)
                return false;
            database.SleepPasses.Add(pass);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>
    /// Notes and the end of their job together or not at all. Killed before it, the next start stores them from the
    /// checkpoints without generating anything; killed after it, there is nothing left to do.
    /// </summary>
    public Task<bool> CompleteAsync(SleepJob job, NotesVersion notes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return store.ChangeAsync(job, async database =>
        {
            var ended = await database.SleepJobs
                .Where(stored => stored.Id == job.Id && stored.State == SleepJobState.Running)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(stored => stored.State, SleepJobState.Completed).SetProperty(stored => stored.FinishedAt, now),
                    cancellationToken);
            if (ended == 0)
                return false;
            database.NotesVersions.Add(notes);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
    }
}
