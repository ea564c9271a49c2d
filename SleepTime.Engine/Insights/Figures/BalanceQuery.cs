using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <summary>Completion tokens spent asleep and saved awake, over everything stored.</summary>
/// <param name="Saved">0 without a comparison.</param>
internal sealed record Balance(long Asleep, long Saved, int Comparisons);

internal static class BalanceQuery
{
    public static async Task<Balance> ReadAsync(SleepTimeDbContext database, CancellationToken cancellationToken) =>
        (await database.QueryAsync<Balance>(
            $"""
            SELECT (SELECT COALESCE(SUM(Tokens), 0) FROM ({CostSql.Slept(InsightsFilter.All)})) AS Asleep, COALESCE(SUM(S - Z), 0) AS Saved, COUNT(*) AS Comparisons
            FROM ({CostSql.Pairs(InsightsFilter.All, "s.Usage_CompletionTokens AS S, z.Usage_CompletionTokens AS Z", all: true)})
            """,
            InsightsFilter.All.Parameters(CostRates.TokensAsleep), cancellationToken))[0];
}
