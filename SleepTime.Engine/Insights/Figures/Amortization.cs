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

    private sealed record Counts(int Equal, int Unequal);

    private sealed record Row(int Question, double Standard, double SleepTime);

    public static async Task<Amortization> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, CostRates rates, CancellationToken cancellationToken)
    {
        var (slept, sleepUnknown) = (await database.QueryAsync<Sleep>(
            $"SELECT COALESCE(SUM(Cost), 0.0) AS Cost, COUNT(*) - COUNT(Cost) AS Unknown FROM ({CostSql.Slept(filter)})", filter.Parameters(rates), cancellationToken))[0];
        var (all, unequal) = (await database.QueryAsync<Counts>(
            $"SELECT COUNT(CASE WHEN Same THEN 1 END) AS Equal, COUNT(CASE WHEN NOT Same THEN 1 END) AS Unequal FROM ({CostSql.Pairs(filter, $"({CostSql.SameOutcome}) AS Same", any: true)})",
            filter.Parameters(rates), cancellationToken))[0];
        var step = Math.Max(1, (all + MostPoints - 1) / MostPoints);
        var rows = await database.QueryAsync<Row>(
            $"""
            WITH costs AS ({CostSql.Pairs(filter, $"s.CreatedAt AS At, s.Id AS Id, {CostSql.Of("s")} AS S, {CostSql.Of("z")} AS Z")}),
            sums AS (SELECT ROW_NUMBER() OVER asked AS N, SUM(S) OVER asked AS S, SUM(Z) OVER asked AS Z FROM costs WHERE S IS NOT NULL AND Z IS NOT NULL
                     WINDOW asked AS (ORDER BY At, Id ROWS UNBOUNDED PRECEDING)),
            kept AS (SELECT N, S, Z + @slept AS Z, MAX(N) OVER () AS Last, MIN(CASE WHEN Z + @slept <= S THEN N END) OVER () AS Crossing FROM sums)
            SELECT N AS Question, S * 1.0 AS Standard, Z * 1.0 AS SleepTime FROM kept WHERE N % @step = 0 OR N = 1 OR N = Last OR N = Crossing ORDER BY N
            """,
            filter.Parameters(rates, ("@slept", slept), ("@step", step)), cancellationToken);
        var questions = rows.Count == 0 ? 0 : rows[^1].Question;
        return new Amortization(
            slept, sleepUnknown, questions, all - questions, unequal,
            rows.FirstOrDefault(row => row.SleepTime <= row.Standard)?.Question,
            filter.ContextId is { } context && rates.IsRelative ? await PredictedAsync(database, context, cancellationToken) : null,
            rates.Unit,
            rows.Count == 0 ? [] : [new AmortizationPoint(0, 0, slept), .. rows.Select(row => new AmortizationPoint(row.Question, row.Standard, row.SleepTime))]);
    }

    private static Task<double?> PredictedAsync(SleepTimeDbContext database, Guid context, CancellationToken cancellationToken) =>
        (from decision in database.SleepDecisions
         where decision.ContextId == context && database.ContextVersions.Any(version => version.Id == decision.ContextVersionId && database.Contexts.Any(of => of.Id == context && of.CurrentVersionNumber == version.Number))
         // One made later knows what came of the notes, and foresees nothing.
         orderby database.NotesVersions.Any(notes => notes.ContextVersionId == decision.ContextVersionId && notes.CreatedAt < decision.MadeAt), decision.MadeAt descending, decision.Id descending
         select decision.BreakEven).FirstOrDefaultAsync(cancellationToken);
}
