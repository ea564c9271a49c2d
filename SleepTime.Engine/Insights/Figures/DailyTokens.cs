using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <param name="Day">Of UTC.</param>
/// <param name="Asleep">Completion tokens that sleep stored that day.</param>
/// <param name="Saved">Completion tokens that SleepTime runs needed less than the Standard runs of their comparisons; negative when more.</param>
/// <param name="Net">Saved less asleep, of all days up to this one.</param>
public sealed record DayOfTokens(DateOnly Day, long Asleep, long Saved, long Net);

/// <summary>What sleep took and what it saved, day by day. Days on which nothing happened are left out.</summary>
/// <param name="Comparisons">What the savings rest on; 0 when nothing is known of them.</param>
/// <param name="Days">The latest, at most 400; their net counts the days before too.</param>
public sealed record DailyTokens(long Asleep, long Saved, int Comparisons, IReadOnlyList<DayOfTokens> Days)
{
    public long Net => Saved - Asleep;
}

internal static class DailyTokensQuery
{
    private const int MostDays = 400;
    private const long DayMs = 86_400_000;
    private static readonly CostRates _tokens = new(0, 0, 0, 1, 0, "tokens");

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
            filter.Parameters(_tokens), cancellationToken);
        var net = 0L;
        var days = rows.Where(row => row.Asleep != 0 || row.Comparisons > 0)
            .Select(row => new DayOfTokens(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(row.Day * DayMs).UtcDateTime), row.Asleep, row.Saved, net += row.Saved - row.Asleep)).ToList();
        return new DailyTokens(rows.Sum(row => row.Asleep), rows.Sum(row => row.Saved), rows.Sum(row => row.Comparisons), [.. days.TakeLast(MostDays)]);
    }
}
