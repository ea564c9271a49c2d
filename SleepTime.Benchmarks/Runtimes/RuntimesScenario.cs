using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Models;

namespace SleepTime.Benchmarks.Runtimes;

/// <summary>
/// Whether builds with different runtimes answer alike, and how fast each is. A process holds one of them: every run of
/// the scenario adds a line to the file of <c>--runs</c>, and <c>--report</c> compares what two runtimes have left there.
/// </summary>
internal static class RuntimesScenario
{
    private const double WantedSame = 0.99;
    private const double WantedSpeed = 0.95;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        if (arguments.Text("report") is { } compared)
        {
            await ReportAsync(arguments, RuntimeRun.Read(compared));
            return 0;
        }

        var file = arguments.Text("runs") ?? throw new ArgumentException("--runs names the file that the runs are kept in; --report FILE compares what is in it.");
        using var models = new BenchmarkModels();
        var run = await RuntimeMeasurement.RunAsync(
            arguments.Number("contexts", 40), arguments.Number("questions", 5), arguments.Number("repetitions", 5), models.Choose(arguments));
        await run.AppendToAsync(file);
        return 0;
    }

    /// <exception cref="ArgumentException">There are not two runtimes with one model to compare.</exception>
    private static async Task ReportAsync(BenchmarkArguments arguments, IReadOnlyList<RuntimeRun> runs)
    {
        // Our own binding first, whichever ran first.
        if (runs.GroupBy(run => run.Runtime).OrderBy(runtime => runtime.Key.StartsWith("LLamaSharp", StringComparison.Ordinal)).ToList() is not [var direct, var other])
            throw new ArgumentException($"Two runtimes can be compared; there are runs of: {string.Join(", ", runs.Select(run => run.Runtime).Distinct())}.");
        if (runs.Select(run => run.Model).Distinct().Count() > 1)
            throw new ArgumentException($"The runs are of different models: {string.Join(", ", runs.Select(run => run.Model).Distinct())}.");

        var comparison = new RuntimeComparison([.. direct], [.. other]);
        var report = Report.OfEarlierRuns(
            "runtimes",
            $"{direct.Key} beside {other.Key}",
            $"The embedded model ({runs[0].Model}) greedily: {comparison.Contexts} contexts of the built-in data set, sleep in all passes and each question in every",
            "mode and verbosity, one request at a time, without kept prefixes and drafts. An answer is the same when it is so word",
            "for word; answers from notes are given each runtime's own. Speeds are of the engine over each runtime: streams with prompts of 16 tokens,",
            "256 tokens each (48 on the larger model), median (smallest to largest). A process holds one runtime, so the builds ran one after",
            $"the other: {string.Join(", ", runs.Select(run => run.Runtime.Split(' ')[0]))}. Their native files are different builds of different releases of llama.cpp, so speeds",
            "compare the files at least as much as the bindings.");
        report.Table(
            "Answers",
            ["", "Answers", "The same", "Share", "Tokens, " + direct.Key, "Tokens, " + other.Key],
            comparison.Modes.Select(mode => (string[])[mode.Name, $"{mode.Count}", $"{mode.Same}", mode.Share.ToString("0.000"), $"{mode.Tokens}", $"{mode.OtherTokens}"]));
        foreach (var (one, two) in comparison.Differences.Take(5))
            report.Line($"{one.Case}: “{one.Text.ReplaceLineEndings(" / ")}” against “{two.Text.ReplaceLineEndings(" / ")}”.");
        report.Table(
            "Speed",
            ["Model", "Streams", $"{direct.Key}, tokens/s", $"{other.Key}, tokens/s", "Second / first"],
            comparison.Speeds.Select(speed => (string[])[speed.Model, $"{speed.Streams}", speed.First.ToString("0.0"), speed.Second.ToString("0.0"), speed.Ratio.ToString("0.000")]));
        report.Goals(
        [
            .. comparison.Modes.Select(mode => Goal.AtLeast($"The same, {mode.Name}", WantedSame, mode.Share, "0.000")),
            .. comparison.Speeds.Select(speed => Goal.AtLeast($"Tokens/s, second / first, {speed.Model}, streams: {speed.Streams} (meant for the same native files)", WantedSpeed, speed.Ratio, "0.000")),
        ]);
        report.Line("Each run: `dotnet run -c Release --project SleepTime.Benchmarks -- runtimes --runs data/runs.jsonl`, with and without `-p:LlamaRuntime=LLamaSharp` before the two dashes.");
        await report.PublishAsync(arguments);
    }
}
