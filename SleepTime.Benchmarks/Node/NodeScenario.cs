using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Models;

namespace SleepTime.Benchmarks.Node;

/// <summary>The engine beside npm's node-llama-cpp, which runs the very same llama.cpp libraries.</summary>
internal static class NodeScenario
{
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var repetitions = arguments.Number("repetitions", 5);
        await NodePackages.RestoreAsync();
        using var models = new BenchmarkModels();

        var report = new Report(
            "node",
            "The engine beside node-llama-cpp 3.22.1",
            "The same model file and the same llama.cpp libraries (compared by SHA-256); equal threads, batch size, context size",
            "and sequences, flash attention, greedy, the same token ids as prompts, 128 for each stream. Each stream generates",
            "exactly as many tokens as it is asked for: end-of-text tokens cannot be drawn from the files measured with. In the",
            $"order engine, node, node, engine, {repetitions} times, after a warm-up, never at once. Each side measures itself: tokens per",
            "second from the first request until the last stream has ended, first tokens of all streams from asking for them;",
            "median (smallest to largest).");
        List<Goal> goals = [];
        var isFirst = true;
        foreach (var model in models.Choose(arguments))
        {
            var tokens = arguments.Number("tokens", model.IsEmbedded ? 256 : 48);
            var (rows, node, runtime) = await NodeRunner.RunAsync(model, repetitions, tokens);
            if (isFirst)
                report.Versions(runtime, "node-llama-cpp 3.22.1", $"Node.js {node.Node}");
            isFirst = false;
            report.Table(
                $"{model.Name}: {tokens} tokens a stream, {node.Threads} threads",
                ["Streams", "Engine, tokens/s", "Node, tokens/s", "Engine / Node", "Engine, first token, ms", "Node, first token, ms", "Engine / Node"],
                rows.Select(Cells));
            foreach (var row in rows)
            {
                goals.Add(Goal.AtLeast($"Tokens/s, engine / Node, {model.Name}, streams: {row.Streams}", 1, row.SpeedRatio, "0.000"));
                goals.Add(Goal.AtMost($"First token, engine / Node, {model.Name}, streams: {row.Streams}", 1, row.FirstTokenRatio, "0.000"));
            }
        }
        report.Goals(goals);
        await report.PublishAsync(arguments);
        return 0;
    }

    private static string[] Cells(NodeRow row) =>
    [
        $"{row.Streams}",
        NodeRow.Speed(row.Engine).ToString("0.0"), NodeRow.Speed(row.Node).ToString("0.0"), row.SpeedRatio.ToString("0.000"),
        NodeRow.FirstToken(row.Engine).ToString("0.0"), NodeRow.FirstToken(row.Node).ToString("0.0"), row.FirstTokenRatio.ToString("0.000"),
    ];
}
