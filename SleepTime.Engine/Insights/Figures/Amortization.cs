using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <param name="Question">Which question this is, from 1 in the order asked; 0 is before the first.</param>
/// <param name="Standard">What all questions up to it cost without notes.</param>
/// <param name="SleepTime">What they cost from notes, sleep included.</param>
public sealed record AmortizationPoint(int Question, double Standard, double SleepTime);

/// <summary>What questions answered both ways cost in all, and from which on sleep had paid.</summary>
/// <param name="SleepCost">What sleep on these contexts cost, all of it counted before the first question.</param>
/// <param name="SleepUnknown">Passes, verdicts and sections slept on that cost nothing in it, because their time is not known.</param>
/// <param name="Questions">Comparisons with two completed runs of the same outcome whose costs are known.</param>
/// <param name="Unknown">Comparisons left out because a cost is not known.</param>
/// <param name="Unequal">Comparisons left out because their sides did not end alike: one did not know, or one was cut off. No figure of costs counts them.</param>
/// <param name="Real">The first question at which SleepTime had cost no more; null when there is none.</param>
/// <param name="Predicted">What the gate foresaw before there were notes, in questions, at t and w of then; null without a context, a forecast, or at own prices, and when it said never.</param>
/// <param name="Points">At most a few hundred; the last and the crossing are among them.</param>
public sealed record Amortization(double SleepCost, int SleepUnknown, int Questions, int Unknown, int Unequal, int? Real, double? Predicted, string Unit, IReadOnlyList<AmortizationPoint> Points);

internal static class AmortizationQuery
{
    private const int MostPoints = 300;

    private sealed record Sleep(double Cost, int Unknown);

    private sealed record Pair(bool Same, double? Standard, double? SleepTime);

    public static async Task<Amortization> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, CostRates rates, CancellationToken cancellationToken)
    {
        var (slept, sleepUnknown) = (await database.QueryAsync<Sleep>(
            $"SELECT COALESCE(SUM(Cost), 0.0) AS Cost, COUNT(*) - COUNT(Cost) AS Unknown FROM ({CostSql.Slept(filter)})", filter.Parameters(rates), cancellationToken))[0];
        // Added up here: running sums out of window functions take SQLite twice as long over tens of thousands of pairs.
        var pairs = await database.QueryAsync<Pair>(
            $"SELECT Same, S AS Standard, Z AS SleepTime FROM ({CostSql.Pairs(filter, $"({CostSql.SameOutcome}) AS Same, s.CreatedAt AS At, s.Id AS Id, {CostSql.Standard} * 1.0 AS S, {CostSql.SleepTime} * 1.0 AS Z", any: true)}) ORDER BY At, Id",
            filter.Parameters(rates), cancellationToken);
        var equal = pairs.Count(pair => pair.Same);
        var sums = SumsOf(pairs, slept);
        var crossing = sums.FirstOrDefault(sum => sum.SleepTime <= sum.Standard)?.Question;
        var step = Math.Max(1, (sums.Count + MostPoints - 1) / MostPoints);
        return new Amortization(
            slept, sleepUnknown, sums.Count, equal - sums.Count, pairs.Count - equal, crossing,
            filter.ContextId is { } context && rates.IsRelative ? await PredictedAsync(database, context, cancellationToken) : null,
            rates.Unit,
            sums.Count == 0 ? [] : [new AmortizationPoint(0, 0, slept), .. sums.Where(sum => sum.Question % step == 0 || sum.Question == 1 || sum.Question == sums.Count || sum.Question == crossing)]);
    }

    private static List<AmortizationPoint> SumsOf(IReadOnlyList<Pair> pairs, double slept)
    {
        List<AmortizationPoint> sums = [];
        var (standard, sleepTime) = (0.0, slept);
        foreach (var pair in pairs.Where(pair => pair is { Same: true, Standard: not null, SleepTime: not null }))
        {
            standard += pair.Standard!.Value;
            sleepTime += pair.SleepTime!.Value;
            sums.Add(new AmortizationPoint(sums.Count + 1, standard, sleepTime));
        }
        return sums;
    }

    private static Task<double?> PredictedAsync(SleepTimeDbContext database, Guid context, CancellationToken cancellationToken) =>
        (from decision in database.SleepDecisions
         where decision.ContextId == context && database.ContextVersions.Any(version => version.Id == decision.ContextVersionId && database.Contexts.Any(of => of.Id == context && of.CurrentVersionNumber == version.Number))
         // One made later knows what came of the notes, and foresees nothing.
         orderby database.NotesVersions.Any(notes => notes.ContextVersionId == decision.ContextVersionId && notes.CreatedAt < decision.MadeAt), decision.MadeAt descending, decision.Id descending
         select decision.BreakEven).FirstOrDefaultAsync(cancellationToken);
}
