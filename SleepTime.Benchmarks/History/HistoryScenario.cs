using System.Diagnostics;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;

namespace SleepTime.Benchmarks.History;

/// <summary>How long any filter and any page of a long history take, each with its count.</summary>
internal static class HistoryScenario
{
    private const int PageSize = 25;
    private const double Wanted = 150;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var runs = arguments.Number("runs", 100_000);
        var repetitions = arguments.Number("repetitions", 15);
        using var database = new HistoryDatabase();
        var began = Stopwatch.GetTimestamp();
        await database.FillAsync(runs);
        var filled = Stopwatch.GetElapsedTime(began);
        var reader = new HistoryReader(database);

        List<(string Name, int Rows, Series First, Series Middle, Series Last)> rows = [];
        foreach (var (name, asked) in FiltersOf(database))
        {
            // Whoever looks: what is blind and not voted on is left out where it would tell.
            var filter = asked with { Viewer = HistoryDatabase.Viewer };
            var total = (await reader.ListAsync(1, PageSize, filter)).Total;
            var last = Math.Max(1, (total + PageSize - 1) / PageSize);
            rows.Add((name, total, await TimeAsync(1), await TimeAsync((last + 1) / 2), await TimeAsync(last)));
            Console.Error.WriteLine($"{name}: {total} rows, last page {rows[^1].Last.ToString("0.0")} ms");

            async Task<Series> TimeAsync(int page)
            {
                List<double> times = [];
                for (var i = 0; i < repetitions; i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    await reader.ListAsync(page, PageSize, filter);
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
                return new Series(times);
            }
        }

        var report = new Report(
            "history", $"History with {runs:N0} runs",
            $"A page of {PageSize} rows with its runs, and the count of all rows that the filter lets through, read as the page does it. Two questions in three are comparisons, half of them blind; a third of these the viewer has voted on.",
            $"Milliseconds: median (smallest to largest) of {repetitions}. Filling it took {filled.TotalSeconds:0} s, {filled.TotalMilliseconds / runs:0.00} ms a run.");
        report.Table(
            "Filters and pages", ["Filter", "Rows", "First page", "Middle page", "Last page"],
            rows.Select(row => (string[])[row.Name, row.Rows.ToString("N0"), row.First.ToString("0.0"), row.Middle.ToString("0.0"), row.Last.ToString("0.0")]));
        var slowest = rows.SelectMany(row => new[] { row.First, row.Middle, row.Last }).Max(series => series.Median);
        report.Goals([Goal.AtMost("Slowest of these, median, ms", Wanted, slowest, "0")]);
        await report.PublishAsync(arguments);
        return 0;
    }

    private static (string Name, HistoryFilter Filter)[] FiltersOf(HistoryDatabase database)
    {
        var (from, to) = (database.Start.AddDays(10), database.Start.AddDays(20));
        return
        [
            ("none", HistoryFilter.All),
            ("context", new(ContextId: database.SomeContext)),
            ("mode", new(Mode: AnswerMode.SleepTime)),
            ("person", new(Owner: "person 3")),
            ("state, common", new(State: RunState.Completed)),
            ("state, rare", new(State: RunState.Failed)),
            ("ten days", new(From: from, To: to)),
            ("rare word", new(Search: HistoryDatabase.RareWord)),
            ("common word", new(Search: HistoryDatabase.CommonWord)),
            ("beginning of a word", new(Search: "ma")),
            ("three common words", new(Search: "marbles stamps seven")),
            ("phrase", new(Search: "\"marbles stamps\"")),
            ("common word and context", new(Search: HistoryDatabase.CommonWord, ContextId: database.SomeContext)),
            ("mode and state", new(Mode: AnswerMode.SleepTime, State: RunState.Completed)),
            ("mode and common word", new(Mode: AnswerMode.SleepTime, Search: HistoryDatabase.CommonWord)),
            ("mode, state and common word", new(Mode: AnswerMode.Standard, State: RunState.Completed, Search: HistoryDatabase.CommonWord)),
            ("everything at once", new(database.SomeContext, AnswerMode.SleepTime, "person 3", RunState.Completed, from, database.Start.AddDays(40), HistoryDatabase.CommonWord)),
        ];
    }
}
