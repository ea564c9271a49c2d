using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <summary>What is spread out.</summary>
public enum Measure
{
    CompletionTokens,

    /// <summary>From asking to the end, in milliseconds.</summary>
    Latency,
}

/// <param name="From">The smallest value in it; the next one begins where it ends.</param>
public sealed record SpreadBin(double From, double To, int Standard, int SleepTime);

/// <param name="P50">Half of the runs need no more, by nearest rank; null without a run.</param>
/// <param name="P95">19 of 20 runs need no more.</param>
public sealed record SpreadOfMode(int Runs, double? P50, double? P95);

/// <summary>How a measure is spread over the runs of both modes that the model answered.</summary>
/// <param name="Instant">Answers from the store, left out because no model wrote them.</param>
public sealed record Spread(Measure Measure, SpreadOfMode Standard, SpreadOfMode SleepTime, int Instant, IReadOnlyList<SpreadBin> Bins);

internal static class SpreadQuery
{
    private const int MostBins = 20;

    private sealed record Summary(string Mode, int Runs, double P50, double P95, double Largest);

    private sealed record Bin(string Mode, int Number, int Runs);

    public static async Task<Spread> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, Measure measure, CancellationToken cancellationToken)
    {
        var column = measure == Measure.Latency ? "r.Timings_TotalMs" : "r.Usage_CompletionTokens";
        var values = $"SELECT r.Mode AS Mode, {column} * 1.0 AS V FROM Runs r WHERE {filter.Where("r")} AND r.ExpectedQuestionId IS NULL AND {column} IS NOT NULL";
        var summaries = await database.QueryAsync<Summary>(
            $"""
            WITH ranked AS (SELECT Mode, V, ROW_NUMBER() OVER (PARTITION BY Mode ORDER BY V) AS R, COUNT(*) OVER (PARTITION BY Mode) AS C FROM ({values}))
            SELECT Mode, MAX(C) AS Runs, MAX(CASE WHEN R = (C + 1) / 2 THEN V END) AS P50, MAX(CASE WHEN R = (C * 95 + 99) / 100 THEN V END) AS P95, MAX(V) AS Largest
            FROM ranked GROUP BY Mode
            """,
            filter.Parameters(), cancellationToken);
        var width = Width(summaries.Select(summary => summary.Largest).DefaultIfEmpty().Max());
        var bins = await database.QueryAsync<Bin>(
            $"SELECT Mode, CAST(V / @width AS INTEGER) AS Number, COUNT(*) AS Runs FROM ({values}) GROUP BY 1, 2", filter.Parameters(null, ("@width", width)), cancellationToken);
        var instant = (await database.QueryAsync<int>(
            $"SELECT COUNT(*) AS Value FROM Runs r WHERE {filter.Where("r")} AND r.ExpectedQuestionId IS NOT NULL", filter.Parameters(), cancellationToken))[0];
        return new Spread(
            measure, Of("Standard"), Of("SleepTime"), instant,
            bins.Count == 0 ? [] : [.. Enumerable.Range(0, bins.Max(bin => bin.Number) + 1).Select(number => new SpreadBin(number * width, (number + 1) * width, Count("Standard", number), Count("SleepTime", number)))]);

        SpreadOfMode Of(string mode) => summaries.FirstOrDefault(summary => summary.Mode == mode) is { } found ? new(found.Runs, found.P50, found.P95) : new(0, null, null);
        int Count(string mode, int number) => bins.Where(bin => bin.Mode == mode && bin.Number == number).Sum(bin => bin.Runs);
    }

    /// <summary>1, 2 or 5 times a power of ten, so that at most <see cref="MostBins"/> hold everything.</summary>
    internal static double Width(double largest)
    {
        for (var power = 1.0; ; power *= 10)
        {
            foreach (var width in (double[])[power, 2 * power, 5 * power])
            {
                if (largest < width * MostBins)
                    return width;
            }
        }
    }
}
