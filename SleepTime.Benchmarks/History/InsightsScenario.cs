using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Benchmarks.History;

/// <summary>How long each figure of the Insights page takes over a long history.</summary>
internal static class InsightsScenario
{
    private const double Wanted = 300;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var runs = arguments.Number("runs", 100_000);
        var repetitions = arguments.Number("repetitions", 7);
        using var database = new HistoryDatabase();
        await database.FillAsync(runs);
        using var prices = new PriceStore(database, new ActivityFeed());
        var reader = new InsightsReader(database, prices, new SleepPolicyStore(database, new ActivityFeed(), Options.Create(new SleepOptions()), NullLogger<SleepPolicyStore>.Instance));
        var ten = database.Start.AddDays(10);

        List<(string Name, Series All, Series OneContext, Series TenDays)> rows = [];
        foreach (var (name, read) in FiguresOf(reader))
        {
            rows.Add((name, await TimeAsync(InsightsFilter.All), await TimeAsync(new InsightsFilter(database.SomeContext)), await TimeAsync(new InsightsFilter(From: ten, To: ten.AddDays(10)))));
            Console.Error.WriteLine($"{name}: {rows[^1].All.ToString("0.0")} ms");

            async Task<Series> TimeAsync(InsightsFilter filter)
            {
                List<double> times = [];
                for (var i = 0; i < repetitions; i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    await read(filter);
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
                return new Series(times);
            }
        }

        var report = new Report("insights", $"Insights over {runs:N0} runs", "Each figure of the Insights page, read as the page does it. Two questions in three are comparisons.", $"Milliseconds: median (smallest to largest) of {repetitions}.");
        report.Table("Figures", ["Figure", "All runs", "One context", "Ten days"], rows.Select(row => (string[])[row.Name, row.All.ToString("0.0"), row.OneContext.ToString("0.0"), row.TenDays.ToString("0.0")]));
        report.Goals([Goal.AtMost("Slowest of these, median, ms", Wanted, rows.SelectMany(row => new[] { row.All, row.OneContext, row.TenDays }).Max(series => series.Median), "0")]);
        await report.PublishAsync(arguments);
        return 0;
    }

    private static (string Name, Func<InsightsFilter, Task> Read)[] FiguresOf(InsightsReader reader) =>
    [
        ("cost so far", filter => reader.AmortizationAsync(filter, default)),
        ("cost by questions", filter => reader.CostByQuestionsAsync(filter, default)),
        ("completion tokens", filter => reader.SpreadAsync(filter, Measure.CompletionTokens, default)),
        ("latency", filter => reader.SpreadAsync(filter, Measure.Latency, default)),
        ("first token", filter => reader.FirstTokensAsync(filter, default)),
        ("asleep and saved", filter => reader.DailyTokensAsync(filter, default)),
        ("predictability", filter => reader.PredictabilityAsync(filter, default)),
        ("accuracy", filter => reader.AccuracyAsync(filter, default)),
    ];
}
