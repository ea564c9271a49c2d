using System.Globalization;
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
    public static async Task<FirstTokens> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, CancellationToken cancellationToken)
    {
        var starts = Enum.GetValues<StartKind>();
        string Number(StartKind start) => Array.IndexOf(starts, start).ToString(CultureInfo.InvariantCulture);
        var timed = await GroupedValues.ReadAsync(
            database,
            $"""
            SELECT CASE WHEN r.Usage_CachedTokens * 2 < r.Usage_PromptTokens THEN {Number(StartKind.Cold)} WHEN r.CachedFrom IS NULL THEN {Number(StartKind.Unknown)}
                        WHEN r.CachedFrom IN ('Live', 'Remote') THEN {Number(StartKind.Warm)} ELSE {Number(StartKind.Restored)} END,
                   r.Timings_TimeToFirstTokenMs
            FROM Runs r WHERE {filter.Where("r")} AND r.ExpectedQuestionId IS NULL AND r.Timings_TimeToFirstTokenMs IS NOT NULL
            """,
            filter.Parameters(), starts.Length, cancellationToken);
        var untimed = (await database.QueryAsync<int>(
            $"SELECT COUNT(*) AS Value FROM Runs r WHERE {filter.Where("r")} AND r.ExpectedQuestionId IS NULL AND r.Timings_TimeToFirstTokenMs IS NULL", filter.Parameters(), cancellationToken))[0];
        return new FirstTokens(untimed, [.. starts.Zip(timed).Where(group => group.Second.Length > 0).OrderBy(group => group.First)
            .Select(group => new FirstTokenTime(group.First, group.Second.Length, GroupedValues.Percentile(group.Second, 50), GroupedValues.Percentile(group.Second, 95)))]);
    }
}
