using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights;

/// <summary>The break-even of one context in a list.</summary>
/// <param name="BreakEven">Of its present text.</param>
/// <param name="ReachedAt">When the question was asked that made sleep pay; null unless that was since the moment that was asked about.</param>
public sealed record NamedBreakEven(Guid ContextId, string Title, ContextBreakEven BreakEven, DateTimeOffset? ReachedAt);

/// <summary>Measures whether sleep on a text has paid, from its stored runs. Thread-safe.</summary>
public sealed class BreakEvenService(IDbContextFactory<SleepTimeDbContext> databases, SleepPolicyStore policies)
{
    /// <summary>Of the current version of a context; null when there is no such context.</summary>
    public async Task<ContextBreakEven?> FindAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await BreakEvenQuery.ReadAsync(database, contextId, DateTimeOffset.UnixEpoch, cancellationToken) is [var row] ? Of(row, policies.Current) : null;
    }

    /// <summary>Of the current versions of all contexts that were slept on, in no order.</summary>
    /// <param name="since">Whether sleep came to pay since then is told by <see cref="NamedBreakEven.ReachedAt"/>.</param>
    public async Task<IReadOnlyList<NamedBreakEven>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var slept = (await BreakEvenQuery.ReadAsync(database, null, since, cancellationToken)).Where(row => row.Slept > 0).Select(row => (Row: row, BreakEven: Of(row, policy))).ToList();
        var wanted = slept.Where(one => one.BreakEven.HasPaidOff && one.Row.Earlier < one.BreakEven.Needed).ToDictionary(one => one.Row.VersionId, one => (long)one.BreakEven.Needed!.Value);
        var reached = await BreakEvenQuery.FindAskedAsync(database, wanted, cancellationToken);
        return [.. slept.Select(one => new NamedBreakEven(
            one.Row.ContextId, one.Row.Title, one.BreakEven, reached.TryGetValue(one.Row.VersionId, out var at) ? at : null))];
    }

    private static ContextBreakEven Of(BreakEvenRow row, SleepPolicy policy) => new(
        row.Questions, row.Comparisons, row.Forecast, row.Expected, row.Slept,
        row is { Standard: { } standard, SleepTime: { } sleepTime, Extra: { } extra }
            ? new BreakEven(row.Slept, standard, sleepTime, extra, policy.TestTokenPrice, policy.InputTokenPrice)
            : null);
}
