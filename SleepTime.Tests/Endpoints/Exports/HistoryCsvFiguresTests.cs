using Microsoft.AspNetCore.Http;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Insights;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Endpoints.Exports;

namespace SleepTime.Tests.Endpoints.Exports;

/// <summary>Somebody with a spreadsheet and the files alone finds what the Insights page shows, to the last digit.</summary>
public sealed class HistoryCsvFiguresTests : IAsyncDisposable
{
    private const double T = 10;
    private const double W = 0.25;
    private static readonly string[] _modes = ["standard", "sleeptime"];

    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public HistoryCsvFiguresTests() => _engine = new TestEngine(_database);

    private InsightsReader Insights => _engine.Get<InsightsReader>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Csv_Recomputed_GivesMeansCostsAndTheLastPointOfTheAmortization()
    {
        var context = await StoreHistoryAsync();
        var asleep = CsvRows.Read(await TextOfAsync(FigureExport.Of(FigureTables.Of(await Insights.DailyTokensAsync(InsightsFilter.All, Token)), ExportFormat.Csv))).Sum(day => Number(day, "asleep"));
        var pairs = (await RowsAsync()).Where(row => _modes.All(mode => row[$"{mode}_state"] == "completed" && row[$"{mode}_completion_tokens"] != "")
            && row["standard_outcome"] == row["sleeptime_outcome"] && row["standard_outcome"] != "cutOff").ToList();

        var amortization = await Insights.AmortizationAsync(InsightsFilter.All, Token);
        var last = FigureTables.Of(amortization).Rows[^1];
        Assert.Equal(
            Shown(2, pairs.Count, pairs.Sum(row => Cost(row, "standard")), asleep + pairs.Sum(row => Cost(row, "sleeptime"))), [Cell(last[0], 0), Cell(last[1], 2), Cell(last[2], 2)]);

        var measured = (await _engine.Get<BreakEvenService>().FindAsync(context.Id, Token))!.Measured!;
        var answered = pairs.Where(row => row["sleeptime_instant"] == "false").ToList();
        Assert.Equal(
            _modes.Select(mode => Cell(answered.Average(row => Number(row, $"{mode}_completion_tokens")), 4)), [Cell(measured.StandardTokens, 4), Cell(measured.SleepTimeTokens, 4)]);

        var costs = FigureTables.Of(await Insights.CostByQuestionsAsync(InsightsFilter.All, Token)).Rows;
        Assert.Equal(4, costs.Count);
        Assert.All(costs, cost => Assert.Equal(
            Shown(3, (int)cost[0]!, pairs.Average(row => Cost(row, "standard")), pairs.Average(row => Cost(row, "sleeptime")) + (asleep / (int)cost[0]!)), [Cell(cost[0], 0), Cell(cost[1], 3), Cell(cost[2], 3)]));
    }

    [Fact]
    public async Task Csv_Recomputed_GivesAccuracyWithItsInterval()
    {
        await StoreHistoryAsync();
        var rows = await RowsAsync();

        var expected = _modes.Select(mode =>
        {
            var judged = rows.Where(row => row[$"{mode}_verdict"] != "").ToList();
            var right = judged.Count(row => row[$"{mode}_verdict"] == "right");
            var (low, high) = Wilson(right, judged.Count);
            return (IReadOnlyList<string>)[Cell(right, 0), Cell(judged.Count, 0), Cell((double)right / judged.Count, 3), Cell(low, 3), Cell(high, 3)];
        });

        var figure = FigureTables.Of(await Insights.AccuracyAsync(InsightsFilter.All, Token));
        Assert.Equal(expected, figure.Rows.Select(row => (IReadOnlyList<string>)[.. row.Skip(1).Select((value, at) => Cell(value, figure.Columns[at + 1].Decimals))]));
    }

    [Fact]
    public async Task Csv_Recomputed_GivesEveryPercentile()
    {
        await StoreHistoryAsync();
        var rows = await RowsAsync();

        foreach (var (measure, column) in new[] { (Measure.CompletionTokens, "completion_tokens"), (Measure.Latency, "total_ms") })
        {
            var figure = await Insights.SpreadAsync(InsightsFilter.All, measure, Token);
            foreach (var (mode, shown) in _modes.Zip([figure.Standard, figure.SleepTime]))
            {
                var values = rows.Where(row => row[$"{mode}_state"] == "completed" && row[$"{mode}_instant"] == "false").Select(row => Number(row, $"{mode}_{column}")).Order().ToList();
                Assert.Equal((values.Count, (double?)Rank(values, 50), (double?)Rank(values, 95)), (shown.Runs, shown.P50, shown.P95));
            }
        }
        var starts = rows.SelectMany(row => _modes.Where(mode => row[$"{mode}_state"] == "completed" && row[$"{mode}_instant"] == "false").Select(mode => (
            Start: Number(row, $"{mode}_cached_tokens") * 2 < Number(row, $"{mode}_prompt_tokens") ? "Cold" : row[$"{mode}_cached_from"] switch { "" => "Unknown where from", "live" => "Warm", _ => "Restored" },
            Ms: Number(row, $"{mode}_first_token_ms")))).ToLookup(start => start.Start, start => start.Ms);
        var times = FigureTables.Of(await Insights.FirstTokensAsync(InsightsFilter.All, Token)).Rows;
        Assert.Equal(["Cold", "Warm", "Restored", "Unknown where from"], times.Select(time => (string?)time[0]));
        Assert.All(times, time =>
        {
            var values = starts[(string)time[0]!].Order().ToList();
            Assert.Equal([Cell(values.Count, 0), Cell(Rank(values, 50), 1), Cell(Rank(values, 95), 1)], [Cell(time[1], 0), Cell(time[2], 1), Cell(time[3], 1)]);
        });
    }

    /// <summary>Comparisons and single runs in every state that a figure has to tell apart.</summary>
    private async Task<Context> StoreHistoryAsync()
    {
        var context = await _engine.AddContextAsync();
        var notes = await _engine.AddNotesAsync(context, "note");
        var job = new SleepJob { ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Owner = "local", PassesWanted = 2, State = SleepJobState.Completed, CreatedAt = _engine.Time.GetUtcNow() };
        foreach (var (number, tokens) in new[] { (1, 311), (2, 206) })
            job.Passes.Add(new SleepPass { JobId = job.Id, Number = number, Text = "", FinishReason = FinishReason.EndOfText, Usage = new TokenUsage(10, 0, tokens), Timings = new GenerationTimings(1, 5, 20, 100), FinishedAt = _engine.Time.GetUtcNow() });
        await using var database = _database.CreateDbContext();
        database.Add(job);
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            _engine.Time.Advance(TimeSpan.FromMinutes(1));
            Guid? comparison = i % 7 == 6 ? null : Guid.CreateVersion7();
            foreach (var mode in comparison is null ? new[] { (AnswerMode)(i % 2) } : [AnswerMode.Standard, AnswerMode.SleepTime])
                database.Add(NewRun(i, mode, comparison));
        }
        await database.SaveChangesAsync(Token);
        return context;

        Run NewRun(int i, AnswerMode mode, Guid? comparison)
        {
            var isInstant = mode == AnswerMode.SleepTime && i % 9 == 4;
            var state = i % 13 == 12 && mode == AnswerMode.SleepTime ? RunState.Failed : RunState.Completed;
            return new Run
            {
                ComparisonId = comparison, ContextId = context.Id, ContextVersionId = context.Versions[0].Id, NotesVersionId = mode == AnswerMode.SleepTime ? notes.Id : null,
                ExpectedQuestionId = isInstant ? Guid.CreateVersion7() : null, Mode = mode, Question = $"Question {i}", Verbosity = 1, Temperature = 0, Seed = 7, MaxTokens = 64, Owner = "local",
                ModelId = notes.ModelId, PromptVersion = notes.PromptVersion, State = state, Answer = i % 5 == 0 ? "no idea" : $"Answer: {(random.Next(3) == 0 ? 8 : 7)}", ExpectedAnswer = i % 4 == 3 ? null : "7",
                Outcome = (i % 17, mode) switch { (5, AnswerMode.Standard) => AnswerOutcome.CutOff, (6, AnswerMode.SleepTime) => AnswerOutcome.Unknown, _ => AnswerOutcome.Given },
                FailureReason = state == RunState.Failed ? "The engine stopped." : null,
                Usage = state == RunState.Failed ? null : isInstant ? TokenUsage.None : new TokenUsage(random.Next(300, 900), random.Next(0, 300) * (i % 3), mode == AnswerMode.Standard ? random.Next(20, 120) : random.Next(3, 20)),
                CachedFrom = i % 4 == 0 ? null : (PrefixTier)(i / 3 % 3),
                Timings = state == RunState.Failed ? null : new GenerationTimings(random.NextDouble() * 5, random.NextDouble() * 90, 90 + (random.NextDouble() * 2000), 100), CreatedAt = _engine.Time.GetUtcNow(),
            };
        }
    }

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> RowsAsync()
    {
        var rows = CsvRows.Read(await TextOfAsync(HistoryExport.Of(ExportFormat.Csv, _engine.Get<HistoryReader>().ReadAllAsync(HistoryFilter.All, Token).Select(ComparisonResponse.From))));
        Assert.Equal(60, rows.Count);
        Assert.Contains(rows, row => row["standard_model"] != "" && row["standard_verbosity"] == "1" && row["standard_seed"] == "7" && row["standard_expected"] == "7");
        return rows;
    }

    private static async Task<string> TextOfAsync(IResult file)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        await file.ExecuteAsync(http);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    private static double Cost(IReadOnlyDictionary<string, string> row, string mode) =>
        (T * Number(row, $"{mode}_completion_tokens")) + (W * (Number(row, $"{mode}_prompt_tokens") - Cached(row, mode)));

    /// <summary>What Standard read first for both sides is charged to neither, where it was cold.</summary>
    private static double Cached(IReadOnlyDictionary<string, string> row, string mode)
    {
        var (own, other) = (Number(row, $"{mode}_cached_tokens"), Number(row, "sleeptime_cached_tokens"));
        var prompt = Number(row, "standard_prompt_tokens");
        return mode == "standard" && own * 2 < prompt && other > own && other < prompt ? other : own;
    }

    private static double Number(IReadOnlyDictionary<string, string> row, string column) => CsvRows.Number(row[column])!.Value;

    /// <summary>Nearest rank.</summary>
    private static double Rank(List<double> sorted, int percent) => sorted[(int)Math.Ceiling(sorted.Count * percent / 100m) - 1];

    private static (double Low, double High) Wilson(int right, int all)
    {
        const double z = 1.959963984540054;
        var (p, n) = ((double)right / all, (double)all);
        var (middle, reach) = (p + (z * z / (2 * n)), z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n))));
        return ((middle - reach) / (1 + (z * z / n)), (middle + reach) / (1 + (z * z / n)));
    }

    private static IReadOnlyList<string> Shown(int decimals, int count, params double[] values) => [Cell(count, 0), .. values.Select(value => Cell(value, decimals))];

    private static string Cell(object? value, int decimals) => InsightsWords.Cell(value, decimals);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
