using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering;

/// <summary>Every stored change of a run, told once it is committed. Thread-safe.</summary>
internal sealed partial class RunStore(IDbContextFactory<SleepTimeDbContext> databases, ActivityFeed feed, TimeProvider time, ILogger<RunStore> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);
    private const int MostTries = 120;

    /// <summary>Stores the runs of one question, all or none.</summary>
    /// <exception cref="ContextNotFoundException">The context was deleted meanwhile.</exception>
    public async Task AddAsync(IReadOnlyList<Run> runs)
    {
        await using var database = await databases.CreateDbContextAsync();
        database.Runs.AddRange(runs);
        try
        {
            await database.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            if (await database.ContextVersions.AnyAsync(version => version.Id == runs[0].ContextVersionId))
                throw;
            throw new ContextNotFoundException(runs[0].ContextId);
        }
        foreach (var run in runs)
            feed.Publish(new RunChanged(run.Id, run.ContextId));
    }

    /// <summary>The engine took it up. Never throws: a run does not end because its progress cannot be noted.</summary>
    public Task MarkRunningAsync(Run run) => NoteAsync(run, async runs =>
    {
        if (await runs.Where(stored => stored.State == RunState.Queued).ExecuteUpdateAsync(set => set.SetProperty(stored => stored.State, RunState.Running)) == 1)
            feed.Publish(new RunChanged(run.Id, run.ContextId));
    });

    /// <summary>Keeps what was written so far, for the case that the process is killed. Never throws.</summary>
    public Task SaveTextAsync(Run run, string text) =>
        NoteAsync(run, runs => runs.ExecuteUpdateAsync(set => set.SetProperty(stored => stored.Answer, text)));

    /// <summary>
    /// Stores the end of a run and returns the run as it now is. Never throws: whoever watches must learn of the end. One that
    /// cannot be stored, on a full disk, is tried again for an hour: lost, the run would go on for ever in the history.
    /// </summary>
    public async Task<Run> EndAsync(Run run, Action<Run> end)
    {
        try
        {
            if (await TryEndAsync(run, end) is { } stored)
                return stored;
        }
        catch (Exception failure)
        {
            LogNotStored(logger, failure, run.Id);
            _ = EndLaterAsync(run, end);
        }

        // Not stored, or deleted with its context: the end is known all the same.
        var ended = run.Copy();
        end(ended);
        return ended;
    }

    /// <returns>Null when it was deleted with its context.</returns>
    private async Task<Run?> TryEndAsync(Run run, Action<Run> end)
    {
        await using var database = await databases.CreateDbContextAsync();
        if (await database.Runs.SingleOrDefaultAsync(stored => stored.Id == run.Id) is not { } stored)
            return null;
        end(stored);
        await database.SaveChangesAsync();
        feed.Publish(new RunChanged(run.Id, run.ContextId));
        return stored;
    }

    private async Task EndLaterAsync(Run run, Action<Run> end)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            await Task.Delay(RetryAfter, time);
            try
            {
                await TryEndAsync(run, end);
                return;
            }
            catch (Exception failure)
            {
                LogNotStored(logger, failure, run.Id);
            }
        }
    }

    /// <summary>At start: no run can be going on yet, so those that say so were cut off. What was kept of their text stays.</summary>
    public async Task FailInterruptedAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Runs
            .Where(run => run.State == RunState.Queued || run.State == RunState.Running)
            .ExecuteUpdateAsync(
                set => set.SetProperty(run => run.State, RunState.Failed)
                    .SetProperty(run => run.FailureReason, RunEnding.Interrupted)
                    .SetProperty(run => run.FinishedAt, now),
                cancellationToken);
    }

    private async Task NoteAsync(Run run, Func<IQueryable<Run>, Task> change)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync();
            await change(database.Runs.Where(stored => stored.Id == run.Id));
        }
        catch (Exception failure)
        {
            LogNotStored(logger, failure, run.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What happened to run {RunId} could not be stored")]
    private static partial void LogNotStored(ILogger logger, Exception exception, Guid runId);
}
