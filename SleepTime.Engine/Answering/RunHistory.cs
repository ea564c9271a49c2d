using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering;

/// <summary>Reads stored runs. Thread-safe.</summary>
public sealed class RunHistory(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <summary>Newest first.</summary>
    /// <param name="page">From 1.</param>
    public async Task<Page<Run>> ListAsync(int page, int pageSize, Guid? contextId, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var runs = database.Runs.AsNoTracking();
        if (contextId is not null)
            runs = runs.Where(run => run.ContextId == contextId);
        var items = await runs
            .OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id)
            .Skip((page - 1) * pageSize).Take(pageSize)
            .ToListAsync(cancellationToken);
        return new Page<Run>(items, await runs.CountAsync(cancellationToken));
    }

    public async Task<Run?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Runs.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancellationToken);
    }

    /// <summary>The runs of a comparison, Standard first; empty when there is none.</summary>
    public async Task<IReadOnlyList<Run>> FindComparisonAsync(Guid comparisonId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var runs = await database.Runs.AsNoTracking().Where(run => run.ComparisonId == comparisonId).ToListAsync(cancellationToken);
        return [.. runs.OrderBy(run => run.Mode)];
    }
}
