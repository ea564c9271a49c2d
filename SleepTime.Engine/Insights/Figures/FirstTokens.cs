using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <summary>What of its prompt a run found computed: at least half of it, or it counts as cold.</summary>
public enum StartKind
{
    Cold,

    /// <summary>In the model's memory.</summary>
    Warm,

    /// <summary>In a state saved in memory or on disk.</summary>
    Restored,

    /// <summary>From somewhere; the run is older than the column that says where.</summary>
    Unknown,
}

/// <param name="P50">Milliseconds from asking to the first token, by nearest rank.</param>
public sealed record FirstTokenTime(StartKind Start, int Runs, double P50, double P95);

/// <summary>Time to the first token, by how much of the prompt was there already.</summary>
/// <param name="Untimed">Completed runs whose first token has no time.</param>
public sealed record FirstTokens(int Untimed, IReadOnlyList<FirstTokenTime> Times);

internal static class FirstTokensQuery
{
    private sealed record Row(string Start, int Runs, double P50, double P95);

    public static async Task<FirstTokens> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<Row>(
            $"""
            WITH timed AS (
              SELECT r.Timings_TimeToFirstTokenMs AS V,
                     CASE WHEN r.Usage_CachedTokens * 2 < r.Usage_PromptTokens THEN 'Cold' WHEN r.CachedFrom IS NULL THEN 'Unknown' WHEN r.CachedFrom IN ('Live', 'Remote') THEN 'Warm' ELSE 'Restored' END AS Start
              FROM Runs r WHERE {filter.Where("r")} AND r.ExpectedQuestionId IS NULL AND r.Timings_TimeToFirstTokenMs IS NOT NULL),
            ranked AS (SELECT Start, V, ROW_NUMBER() OVER (PARTITION BY Start ORDER BY V) AS R, COUNT(*) OVER (PARTITION BY Start) AS C FROM timed)
            SELECT Start, MAX(C) AS Runs, MAX(CASE WHEN R = (C + 1) / 2 THEN V END) AS P50, MAX(CASE WHEN R = (C * 95 + 99) / 100 THEN V END) AS P95 FROM ranked GROUP BY Start
            """,
            filter.Parameters(), cancellationToken);
        var untimed = (await database.QueryAsync<int>(
            $"SELECT COUNT(*) AS Value FROM Runs r WHERE {filter.Where("r")} AND r.ExpectedQuestionId IS NULL AND r.Timings_TimeToFirstTokenMs IS NULL", filter.Parameters(), cancellationToken))[0];
        return new FirstTokens(untimed, [.. rows.Select(row => new FirstTokenTime(Enum.Parse<StartKind>(row.Start), row.Runs, row.P50, row.P95)).OrderBy(time => time.Start)]);
    }
}
