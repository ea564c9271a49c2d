using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Models;
using SleepTime.Benchmarks.Streams;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Benchmarks.Node;

/// <summary>One model through the engine and through node-llama-cpp, with equal settings, never at once.</summary>
internal static class NodeRunner
{
    private const int ContextSize = 1024;
    private const int PromptTokens = 128;
    private static readonly int[] StreamCounts = [1, 8];

    public static async Task<(IReadOnlyList<NodeRow> Rows, NodeReady Node, RuntimeDescription? Runtime)> RunAsync(BenchmarkModel model, int repetitions, int tokens)
    {
        var sequences = StreamCounts.Max();
        var threads = ComputeThreads.Choose(new FileInfo(model.Path).Length);
        var settings = new EngineSettings(ContextSize * sequences, sequences);
        await using var engine = await EngineHost.StartAsync(model.Path, [.. settings.Pairs, ("SleepTime:Model:Threads", $"{threads}")]);
        await using var node = await NodeStreams.StartAsync(new NodeSettings(model.Path, sequences, ContextSize, settings.Batch, threads));
        await NodePackages.VerifySameLibrariesAsync(node.Ready.NativePackage);
        var streams = new EngineStreams(engine.Generation);

        List<NodeRow> rows = [];
        foreach (var count in StreamCounts)
        {
            Console.Error.WriteLine($"{model.Name}: {count} streams");
            var plan = StreamPlan.Make(count, tokens, engine.OrdinaryTokens, PromptTokens);
            var (ours, theirs) = await Interleaved.RunAsync(repetitions, () => streams.RunAsync(plan), () => node.RunAsync(plan));
            rows.Add(new NodeRow(count, ours, theirs));
        }
        return (rows, node.Ready, engine.Runtime);
    }
}
