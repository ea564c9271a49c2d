using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Storage;

namespace SleepTime.Benchmarks.History;

/// <summary>How long the Overview takes over a long history; whoever has it open shares one reading.</summary>
internal static class OverviewScenario
{
    private const double Wanted = 100;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var runs = arguments.Number("runs", 100_000);
        var repetitions = arguments.Number("repetitions", 15);
        using var database = new HistoryDatabase();
        await database.FillAsync(runs);
        await database.SleepOnAllAsync();
        var now = await database.LastAskedAsync();
        await using var host = await ProductHost.StartAsync(
            database.Folder, arguments.Text("model"),
            builder => builder.Services.AddOverview().AddSingleton<TimeProvider>(new ClockAt(now)),
            ("SleepTime:Sleep:Enabled", "false"));

        List<(string Name, Series Times)> rows = [];
        foreach (var (name, read) in PartsOf(host, now))
        {
            rows.Add((name, await TimeAsync(read)));
            Console.Error.WriteLine($"{name}: {rows[^1].Times.ToString("0.0")} ms");
        }
        var whole = await TimeAsync(() => host.Get<OverviewReader>().ReadAsync(default));

        var report = new Report(
            "overview", $"The Overview over {runs:N0} runs",
            $"Each part of the Overview, read as the page and the API do it: {HistoryDatabase.ContextCount:N0} texts, all slept on, every SleepTime answer from their notes, and all notes by another model than the one that is loaded.",
            "However many have the page open, it is read once for all of them, at most once a second and never so often that reading takes more than a twentieth of the time.",
            $"Milliseconds: median (smallest to largest) of {repetitions}, after one that is not counted.");
        report.Versions(host.Runtime, $"model {host.Model.Id}");
        report.Table("Parts", ["Part", "Time"], rows.Append(("all together", whole)).Select(row => (string[])[row.Item1, row.Item2.ToString("0.0")]));
        report.Goals([Goal.AtMost("Slowest part, median, ms", Wanted, rows.Max(row => row.Times.Median), "0")]);
        await report.PublishAsync(arguments);
        return 0;

        async Task<Series> TimeAsync(Func<Task> read)
        {
            await read();
            List<double> times = [];
            for (var i = 0; i < repetitions; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await read();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            return new Series(times);
        }
    }

    private static (string Name, Func<Task> Read)[] PartsOf(ProductHost host, DateTimeOffset now)
    {
        var (night, week) = (now.AddDays(-1), now.AddDays(-7));
        return
        [
            ("alerts", () => WithAsync(database => host.Get<AlertFactsReader>().ReadAsync(database, now, default))),
            ("learned", () => WithAsync(database => LearnedQuery.ReadAsync(database, night, 0, default))),
            ("tokens of a day", () => host.Get<InsightsReader>().DailyTokensAsync(new InsightsFilter(From: night), default)),
            ("tokens of a week", () => host.Get<InsightsReader>().DailyTokensAsync(new InsightsFilter(From: week), default)),
            ("break-even of every text", () => host.Get<BreakEvenService>().ListAsync(week, default)),
            ("totals", () => WithAsync(database => OverviewTotals.CountAsync(database, default))),
            ("recent comparisons", () => WithAsync(database => RecentQuery.ReadAsync(database, default))),
        ];

        async Task WithAsync(Func<SleepTimeDbContext, Task> read)
        {
            await using var database = await host.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
            await read(database);
        }
    }

    private sealed class ClockAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
