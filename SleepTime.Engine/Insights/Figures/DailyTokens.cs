using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <param name="Day">Of UTC.</param>
/// <param name="Asleep">Completion tokens that sleep stored that day.</param>
/// <param name="Saved">Completion tokens that SleepTime runs needed less than the Standard runs of their comparisons; negative when more, null on a day without a comparison.</param>
/// <param name="Net">Saved less asleep, of all days up to this one; null before the first comparison.</param>
public sealed record DayOfTokens(DateOnly Day, long Asleep, long? Saved, long? Net);

/// <summary>What sleep took and what it saved, day by day. Days on which nothing happened are left out.</summary>
/// <param name="Saved">Null before the first comparison.</param>
/// <param name="Comparisons">What the savings rest on; of the same outcome, as in <see cref="Amortization"/>.</param>
/// <param name="Days">The latest, at most 400; their net counts the days before too.</param>
public sealed record DailyTokens(long Asleep, long? Saved, int Comparisons, IReadOnlyList<DayOfTokens> Days)
{
    public long? Net => Saved - Asleep;
}

internal static class DailyTokensQuery
{
    private const int MostDays = 400;
    private const long DayMs = 86_400_000;
    private sealed record Row(long Day, long Asleep, long Saved, int Comparisons);

    public static async Task<DailyTokens> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, CancellationToken cancellationToken)
    {
        var within = (filter.From is null ? "" : " AND At >= @from") + (filter.To is null ? "" : " AND At < @to");
        var rows = await database.QueryAsync<Row>(
            $"""
            WITH happened AS (
              SELECT At / {DayMs} AS Day, Tokens AS Asleep, 0 AS Saved, 0 AS Pairs FROM ({CostSql.Slept(filter)}) WHERE 1{within}
              UNION ALL
              {CostSql.Pairs(filter, $"s.CreatedAt / {DayMs}, 0, s.Usage_CompletionTokens - z.Usage_CompletionTokens, 1")})
            SELECT Day, SUM(Asleep) AS Asleep, SUM(Saved) AS Saved, SUM(Pairs) AS Comparisons FROM happened GROUP BY Day ORDER BY Day
            """,
            filter.Parameters(CostRates.TokensAsleep), cancellationToken);
        var (net, compared) = (0L, 0);
        List<DayOfTokens> days = [];
        foreach (var row in rows.Where(row => row.Asleep != 0 || row.Comparisons > 0))
        {
            net += row.Saved - row.Asleep;
            compared += row.Comparisons;
            days.Add(new DayOfTokens(
                DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(row.Day * DayMs).UtcDateTime), row.Asleep,
                row.Comparisons == 0 ? null : row.Saved, compared == 0 ? null : net));
        }
        return new DailyTokens(rows.Sum(row => row.Asleep), compared == 0 ? null : rows.Sum(row => row.Saved), compared, [.. days.TakeLast(MostDays)]);
    }
}
