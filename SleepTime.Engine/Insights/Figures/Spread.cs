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

    public static async Task<Spread> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, Measure measure, CancellationToken cancellationToken)
    {
        var column = measure == Measure.Latency ? "r.Timings_TotalMs" : "r.Usage_CompletionTokens";
        var values = await GroupedValues.ReadAsync(
            database, $"SELECT CASE r.Mode WHEN 'Standard' THEN 0 ELSE 1 END, {column} * 1.0 FROM Runs r WHERE {filter.Where("r")} AND r.ExpectedQuestionId IS NULL AND {column} IS NOT NULL",
            filter.Parameters(), groups: 2, cancellationToken);
        var (standard, sleepTime) = (values[0], values[1]);
        var width = Width(Math.Max(standard.LastOrDefault(), sleepTime.LastOrDefault()));
        var instant = (await database.QueryAsync<int>(
            $"SELECT COUNT(*) AS Value FROM Runs r WHERE {filter.Where("r")} AND r.ExpectedQuestionId IS NOT NULL", filter.Parameters(), cancellationToken))[0];
        return new Spread(measure, Of(standard), Of(sleepTime), instant, Bins(standard, sleepTime, width));
    }

    private static SpreadOfMode Of(double[] sorted) =>
        sorted.Length == 0 ? new(0, null, null) : new(sorted.Length, GroupedValues.Percentile(sorted, 50), GroupedValues.Percentile(sorted, 95));

    private static IReadOnlyList<SpreadBin> Bins(double[] standard, double[] sleepTime, double width)
    {
        if (standard.Length + sleepTime.Length == 0)
            return [];
        var (these, others) = (CountByBin(standard, width), CountByBin(sleepTime, width));
        return [.. Enumerable.Range(0, these.Keys.Concat(others.Keys).Max() + 1)
            .Select(number => new SpreadBin(number * width, (number + 1) * width, these.GetValueOrDefault(number), others.GetValueOrDefault(number)))];
    }

    private static Dictionary<int, int> CountByBin(double[] values, double width) => values.CountBy(value => (int)(value / width)).ToDictionary();

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
