using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Models;
using SleepTime.Benchmarks.Streams;

namespace SleepTime.Benchmarks.Overhead;

/// <summary>One model through the engine and through the bare loop, in one process, never at once.</summary>
internal static class OverheadRunner
{
    private const int Cells = 8192;
    private static readonly int[] WithBareLoop = [1, 8];
    private static readonly int[] StreamCounts = [1, 4, 8, 16];

    public static async Task<OverheadOutcome> RunAsync(BenchmarkModel model, int repetitions, int tokens, int residents)
    {
        // Every generation that ends leaves a sequence to be kept: room for those beside the streams.
        var settings = new EngineSettings(Cells, StreamCounts.Max() + residents) { ResidentPrefixes = residents };
        await using var engine = await EngineHost.StartAsync(model.Path, settings.Pairs);
        using var bare = await BareLoop.LoadAsync(model.Path, settings.Context);
        var streams = new EngineStreams(engine.Generation);

        List<OverheadRow> rows = [];
        foreach (var count in StreamCounts)
        {
            Console.Error.WriteLine($"{model.Name}: {count} streams");
            var plan = StreamPlan.Make(count, tokens, engine.OrdinaryTokens);
            Task<StreamsResult> Engine() => streams.RunAsync(plan);
            var (measured, compared) = WithBareLoop.Contains(count)
                ? await Interleaved.RunAsync(repetitions, Engine, () => bare.RunAsync(plan))
                : (await RepeatAsync(repetitions, Engine), []);
            rows.Add(new OverheadRow(
                count,
                new Series(measured.Select(result => result.TokensPerSecond)),
                compared.Count == 0 ? null : new Series(compared.Select(result => result.TokensPerSecond)),
                new Series(measured.Select(result => result.SmallestShare))));
        }
        return new OverheadOutcome(rows, engine.Model.Description!.ParameterCount, engine.Runtime);
    }

    private static async Task<List<StreamsResult>> RepeatAsync(int repetitions, Func<Task<StreamsResult>> run)
    {
        await run();
        List<StreamsResult> results = [];
        for (var i = 0; i < repetitions; i++)
            results.Add(await run());
        return results;
    }
}
