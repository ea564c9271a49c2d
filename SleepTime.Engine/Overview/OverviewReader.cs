using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Overview;

/// <summary>Reads the Overview, each time anew: whoever shows it to many reads once for all of them. Thread-safe.</summary>
public sealed class OverviewReader
{
    private const int MostPaying = 4;
    private static readonly TimeSpan _night = TimeSpan.FromHours(24);
    private static readonly TimeSpan _week = TimeSpan.FromDays(7);

    private readonly IDbContextFactory<SleepTimeDbContext> _databases;
    private readonly SleepQueue _sleep;
    private readonly InsightsReader _insights;
    private readonly BreakEvenService _breakEven;
    private readonly AlertFactsReader _facts;
    private readonly TimeProvider _time;

    internal OverviewReader(
        IDbContextFactory<SleepTimeDbContext> databases, SleepQueue sleep, InsightsReader insights, BreakEvenService breakEven, AlertFactsReader facts, TimeProvider time) =>
        (_databases, _sleep, _insights, _breakEven, _facts, _time) = (databases, sleep, insights, breakEven, facts, time);

    public async Task<TeamOverview> ReadAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var night = await _insights.DailyTokensAsync(new InsightsFilter(From: now - _night), cancellationToken);
        return new TeamOverview(
            now,
            await FindJobAsync(database, cancellationToken),
            await FindExperimentAsync(database, cancellationToken),
            AlertRules.Of(await _facts.ReadAsync(database, now, cancellationToken)),
            await LearnedQuery.ReadAsync(database, now - _night, night.Asleep, cancellationToken),
            await ReadPaidOffAsync(now - _week, cancellationToken),
            await OverviewTotals.CountAsync(database, cancellationToken),
            await RecentQuery.ReadAsync(database, cancellationToken));
    }

    private async Task<PaidOff> ReadPaidOffAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var week = await _insights.DailyTokensAsync(new InsightsFilter(From: since), cancellationToken);
        var contexts = await _breakEven.ListAsync(since, cancellationToken);
        var paying = contexts.Where(context => context.BreakEven is { Needed: not null, Measured: not null }).ToList();
        return new PaidOff(
            since, week.Asleep, week.Saved, week.Net, week.Comparisons,
            contexts.Count(context => context.BreakEven.Measured is not null),
            paying.Count(context => context.BreakEven.HasPaidOff),
            [.. paying.Where(context => context.ReachedAt is not null).OrderByDescending(context => context.ReachedAt).ThenBy(context => context.Title).Take(MostPaying).Select(Paying)],
            [.. paying.Where(context => !context.BreakEven.HasPaidOff)
                .OrderBy(context => context.BreakEven.Needed - context.BreakEven.Questions).ThenBy(context => context.Title).Take(MostPaying).Select(Paying)]);
    }

    private static PayingContext Paying(NamedBreakEven context) => new(
        context.ContextId, context.Title, context.BreakEven.Questions, context.BreakEven.Needed!.Value, context.BreakEven.SleepTokens,
        context.BreakEven.Measured!.SavedPerQuestion, context.ReachedAt);

    private async Task<CurrentJob?> FindJobAsync(SleepTimeDbContext database, CancellationToken cancellationToken) => _sleep.Status.CurrentJobId is not { } id ? null
        : await database.SleepJobs.Where(job => job.Id == id)
            .Join(database.Contexts, job => job.ContextId, context => context.Id, (job, context) => new CurrentJob(job.Id, context.Id, context.Title, job.PassesDone, job.PassesWanted))
            .SingleOrDefaultAsync(cancellationToken);

    private static async Task<CurrentExperiment?> FindExperimentAsync(SleepTimeDbContext database, CancellationToken cancellationToken)
    {
        var running = await database.Experiments.Where(experiment => experiment.State == ExperimentState.Running)
            .OrderBy(experiment => experiment.CreatedAt).Select(experiment => new { experiment.Id, experiment.Name, experiment.CellCount }).FirstOrDefaultAsync(cancellationToken);
        if (running is null)
            return null;
        var done = await database.ExperimentResults.CountAsync(result => result.ExperimentId == running.Id, cancellationToken);
        return new CurrentExperiment(running.Id, running.Name, done, running.CellCount);
    }
}
