using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Models;
using SleepTime.Benchmarks.Streams;

namespace SleepTime.Benchmarks.Overhead;

/// <summary>What the engine costs beside a bare decode loop, and what several streams at once gain.</summary>
internal static class OverheadScenario
{
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var repetitions = arguments.Number("repetitions", 5);
        var residents = arguments.NumberOrZero("residents", 0);
        using var models = new BenchmarkModels();

        var report = new Report(
            "engine",
            "The engine beside a bare decode loop, and with several streams",
            "Both in one process over the same binding, with contexts of the same size and the same batches, greedy; in the",
            $"order engine, bare, bare, engine, {repetitions} times, after a warm-up. Each stream has a prompt of {StreamPlan.PromptTokens} tokens of its own and",
            "generates exactly as many as it is asked for: end-of-text tokens are never the likeliest in",
            "the files measured with, whose rows for them say so. Tokens per second from the first request until the last stream",
            $"has ended, median (smallest to largest). {residents} prefixes are kept beside the streams, no tokens drafted by lookup.");
        List<Goal> goals = [];
        var isFirst = true;
        foreach (var model in models.Choose(arguments))
        {
            var tokens = arguments.Number("tokens", model.IsEmbedded ? 256 : 48);
            var (rows, parameters, runtime) = await OverheadRunner.RunAsync(model, repetitions, tokens, residents);
            if (isFirst)
                report.Versions(runtime);
            isFirst = false;
            report.Table(
                $"{model.Name}: {parameters / 1e6:0.0} M parameters, {tokens} tokens a stream",
                ["Streams", "Engine, tokens/s", "Bare loop, tokens/s", "Engine / bare", "Gain over 1 stream", "Slowest stream / fair share"],
                rows.Select(row => Cells(row, rows[0])));
            goals.AddRange(Goals(model, rows));
        }
        report.Goals(goals);
        await report.PublishAsync(arguments);
        return 0;
    }

    private static string[] Cells(OverheadRow row, OverheadRow one) =>
    [
        $"{row.Streams}", row.Engine.ToString("0.0"), row.Bare?.ToString("0.0") ?? "", row.Ratio?.ToString("0.000") ?? "",
        (row.Engine.Median / one.Engine.Median).ToString("0.00"), row.Share.ToString("0.00"),
    ];

    private static IEnumerable<Goal> Goals(BenchmarkModel model, IReadOnlyList<OverheadRow> rows)
    {
        foreach (var row in rows.Where(row => row.Ratio is not null))
            yield return Goal.AtLeast($"Engine / bare loop, {model.Name}, streams: {row.Streams}", model.IsEmbedded ? 0.85 : 0.97, row.Ratio!.Value, "0.000");
        if (!model.IsEmbedded)
            yield return Goal.AtLeast($"8 streams / 1 stream, {model.Name}", 1.6, rows.Single(row => row.Streams == 8).Engine.Median / rows[0].Engine.Median);
        yield return Goal.AtLeast($"Slowest stream / fair share, {model.Name}, any run", 0.5, rows.Min(row => row.Share.Min));
    }
}
