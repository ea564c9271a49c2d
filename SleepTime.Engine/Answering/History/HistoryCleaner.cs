using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.History;

/// <summary>Takes questions out of the history for good, with the votes on them. Thread-safe.</summary>
public sealed class HistoryCleaner(IDbContextFactory<SleepTimeDbContext> databases, RunRegistry registry, ActivityFeed feed)
{
    /// <summary>Deletes both runs of a comparison; one that goes on is stopped first.</summary>
    /// <returns>False when there is no such comparison.</returns>
    public Task<bool> DeleteComparisonAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync(runs => runs.Where(run => run.ComparisonId == id), cancellationToken);

    /// <summary>Deletes one run; when it goes on it is stopped first. The other run of its comparison stays.</summary>
    /// <returns>False when there is no such run.</returns>
    public Task<bool> DeleteRunAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync(runs => runs.Where(run => run.Id == id), cancellationToken);

    private async Task<bool> DeleteAsync(Func<IQueryable<Run>, IQueryable<Run>> chosen, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var runs = await chosen(database.Runs.AsNoTracking()).Select(run => new { run.Id, run.ContextId, run.ComparisonId }).ToListAsync(cancellationToken);
        if (runs.Count == 0)
            return false;

        // Their ends are stored before the rows go, so that nothing is written about a run that is no more.
        await registry.CancelAllAsync(runs.Select(run => run.Id).ToHashSet(), cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await chosen(database.Runs).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        // A comparison of which no run is left is gone, and its votes with it.
        var comparisons = runs.Select(run => run.ComparisonId).OfType<Guid>().Distinct().ToList();
        await database.ComparisonVotes.Where(vote => comparisons.Contains(vote.ComparisonId) && !database.Runs.Any(run => run.ComparisonId == vote.ComparisonId))
            .ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var context in runs.Where(run => run.ComparisonId is not null).Select(run => run.ContextId).Distinct())
            feed.Publish(new FeedbackChanged(context));
        foreach (var run in runs)
            feed.Publish(new RunChanged(run.Id, run.ContextId));
        return true;
    }
}
