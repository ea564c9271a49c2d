using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>Reads which contexts are not slept on: those whose newest decision on their present text says so. Thread-safe.</summary>
internal sealed class SkippedReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <summary>The newest decision first.</summary>
    /// <param name="reason">Only those skipped for it; null for all.</param>
    public async Task<Page<SkippedContext>> ListAsync(int page, int pageSize, SkipReason? reason, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var skipped = reason is { } one ? Skipped(database).Where(Is(one)) : Skipped(database);
        var shown = await (
            from decision in skipped
            join context in database.Contexts on decision.ContextId equals context.Id
            orderby decision.MadeAt descending, decision.Id descending
            select new { context.Title, Decision = decision }).AsNoTracking().Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(cancellationToken);
        return new Page<SkippedContext>([.. shown.Select(one => SkippedContext.Of(one.Title, one.Decision))], await skipped.CountAsync(cancellationToken));
    }

    /// <summary>How many for each reason; those without any are left out.</summary>
    public async Task<IReadOnlyDictionary<SkipReason, int>> CountAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await Skipped(database)
            .GroupBy(SkippedContext.WhyOf)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return counts.ToDictionary(group => group.Key, group => group.Count);
    }

    /// <summary>All contexts that the gate itself, and no person, does not sleep on.</summary>
    public async Task<IReadOnlyList<Guid>> ListIdsAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Skipped(database).Where(decision => !decision.ByPerson).Select(decision => decision.ContextId).ToListAsync(cancellationToken);
    }

    private static Expression<Func<SleepDecision, bool>> Is(SkipReason reason) =>
        Expression.Lambda<Func<SleepDecision, bool>>(Expression.Equal(SkippedContext.WhyOf.Body, Expression.Constant(reason)), SkippedContext.WhyOf.Parameters);

    private static IQueryable<SleepDecision> Skipped(SleepTimeDbContext database) =>
        from decision in database.SleepDecisions
        join version in database.ContextVersions on decision.ContextVersionId equals version.Id
        join context in database.Contexts on decision.ContextId equals context.Id
        where !decision.Sleeps && version.Number == context.CurrentVersionNumber
            && decision.Id == database.SleepDecisions
                .Where(other => other.ContextVersionId == version.Id)
                .OrderByDescending(other => other.MadeAt).ThenByDescending(other => other.Id)
                .Select(other => other.Id)
                .First()
        select decision;
}
