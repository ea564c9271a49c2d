using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.Feedback;

/// <summary>Finds the blind comparisons whose sides are still hidden from somebody. Thread-safe.</summary>
public sealed class HiddenSides(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <param name="runs">Of any comparisons, and single ones.</param>
    /// <param name="viewer">Who looks.</param>
    /// <returns>The comparisons among them that the viewer has not voted on and could still vote on.</returns>
    public async Task<IReadOnlySet<Guid>> FindAsync(IEnumerable<Run> runs, string viewer, CancellationToken cancellationToken)
    {
        // Most lists have none, which costs nothing.
        var blind = runs.Where(run => run.IsBlind && run.ComparisonId is not null).Select(run => run.ComparisonId!.Value).Distinct().ToList();
        if (blind.Count == 0)
            return new HashSet<Guid>();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Hidden(viewer).Where(run => blind.Contains(run.ComparisonId!.Value)).Select(run => run.ComparisonId!.Value).ToHashSetAsync(cancellationToken);
    }

    public async Task<bool> AreHiddenAsync(Run run, string viewer, CancellationToken cancellationToken) => (await FindAsync([run], viewer, cancellationToken)).Count > 0;
}

internal static class HiddenSidesQueries
{
    /// <summary>The runs whose sides are hidden from a viewer: <see cref="BlindSides.AreHidden"/> in the words of the database.</summary>
    public static IQueryable<Run> Hidden(this SleepTimeDbContext database, string viewer) => database.Runs.AsNoTracking().Where(run =>
        run.IsBlind && run.ComparisonId != null
        && database.Runs.Count(side => side.ComparisonId == run.ComparisonId && side.State != RunState.Failed && side.State != RunState.Cancelled) == 2
        && !database.ComparisonVotes.Any(vote => vote.ComparisonId == run.ComparisonId && vote.Owner == viewer));
}
