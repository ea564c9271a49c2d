using System.Diagnostics;
using System.Text.Json;
using SleepTime.Benchmarks.Streams;

namespace SleepTime.Benchmarks.Node;

/// <summary>Streams through node-llama-cpp, in a process of its own that holds the model and computes only when asked.</summary>
internal sealed class NodeStreams : IAsyncDisposable
{
    private readonly Process _process;

    private NodeStreams(Process process, NodeReady ready)
    {
        _process = process;
        Ready = ready;
    }

    public NodeReady Ready { get; }

    /// <exception cref="InvalidOperationException">It did not start, or with other settings.</exception>
    public static async Task<NodeStreams> StartAsync(NodeSettings settings)
    {
        var start = new ProcessStartInfo("node", ["streams.mjs", JsonSerializer.Serialize(settings, JsonSerializerOptions.Web)])
        {
            WorkingDirectory = NodePackages.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("node could not be started: install Node.js 20 or newer.");
        var ready = await ReadAsync<NodeReady>(process);
        if ((ready.Threads, ready.ContextSize, ready.BatchSize) != (settings.Threads, settings.ContextSize, settings.BatchSize))
            throw new InvalidOperationException($"node-llama-cpp took {ready} instead of {settings}, so the two cannot be compared.");
        return new NodeStreams(process, ready);
    }

    public async Task<StreamsResult> RunAsync(StreamPlan plan)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(plan, JsonSerializerOptions.Web));
        var result = await ReadAsync<StreamsResult>(_process);
        return result.Streams.All(stream => stream.Tokens == plan.Tokens)
            ? result
            : throw new InvalidOperationException("A stream of node-llama-cpp ended early, so nothing was measured.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<T> ReadAsync<T>(Process process) =>
        await process.StandardOutput.ReadLineAsync() is { } line
            ? JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException("node-llama-cpp ended; its own message is above.");
}
