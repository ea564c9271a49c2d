using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <param name="Questions">Questions that share the sleep on a context.</param>
/// <param name="Standard">What one costs without notes.</param>
/// <param name="SleepTime">What one costs from notes, with its share of the sleep.</param>
public sealed record QuestionCost(int Questions, double Standard, double SleepTime);

/// <summary>What a question costs when 1, 2, 5 or 10 of them share the sleep on a context: the paper's question.</summary>
/// <param name="Comparisons">What the means rest on; of the same outcome, as in <see cref="Amortization"/>.</param>
/// <param name="Contexts">Contexts that were slept on and asked about; the sleep of a context is the mean of theirs.</param>
/// <param name="SleepUnknown">As of <see cref="Amortization"/>.</param>
/// <param name="Costs">Empty while nothing is measured.</param>
public sealed record CostByQuestions(int Comparisons, int Contexts, int SleepUnknown, string Unit, IReadOnlyList<QuestionCost> Costs);

internal static class CostByQuestionsQuery
{
    private static readonly int[] _counts = [1, 2, 5, 10];

    private sealed record Row(int Comparisons, double? Standard, double? SleepTime, int Contexts, double? Slept, int Unknown);

    public static async Task<CostByQuestions> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, CostRates rates, CancellationToken cancellationToken)
    {
        var row = (await database.QueryAsync<Row>(
            $"""
            WITH costs AS MATERIALIZED ({CostSql.Pairs(filter, $"s.ContextId AS Context, {CostSql.Standard} AS S, {CostSql.SleepTime} AS Z")}),
            slept AS (SELECT j.ContextId AS Context, SUM(x.Cost) AS Cost, COUNT(*) - COUNT(x.Cost) AS Unknown FROM ({CostSql.Slept(filter)}) x JOIN SleepJobs j ON j.Id = x.JobId GROUP BY j.ContextId),
            asked AS (SELECT DISTINCT Context FROM costs)
            SELECT (SELECT COUNT(*) FROM costs WHERE S IS NOT NULL AND Z IS NOT NULL) AS Comparisons,
                   (SELECT AVG(S) FROM costs WHERE S IS NOT NULL AND Z IS NOT NULL) AS Standard,
                   (SELECT AVG(Z) FROM costs WHERE S IS NOT NULL AND Z IS NOT NULL) AS SleepTime,
                   (SELECT COUNT(*) FROM slept JOIN asked USING (Context)) AS Contexts,
                   (SELECT AVG(Cost) FROM slept JOIN asked USING (Context)) AS Slept,
                   (SELECT COALESCE(SUM(Unknown), 0) FROM slept JOIN asked USING (Context)) AS Unknown
            """,
            filter.Parameters(rates), cancellationToken))[0];
        return new CostByQuestions(
            row.Comparisons, row.Contexts, row.Unknown, rates.Unit,
            row is { Standard: { } standard, SleepTime: { } sleepTime, Slept: { } slept } ? [.. _counts.Select(count => new QuestionCost(count, standard, sleepTime + (slept / count)))] : []);
    }
}
