using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Streams;
using SleepTime.Engine.Generation;

namespace SleepTime.Benchmarks.Soak;

/// <summary>
/// Counts what an idle engine has left by asking for all of it, which no bookkeeping can hide from: as many requests at
/// once as there are sequences, and a prompt that fills every cell. Prefixes that are kept give way to both.
/// </summary>
internal sealed class RoomProbe(EngineHost engine, EngineSettings settings)
{
    private const int ProbeTokens = 16;

    private readonly Random _random = new(ProbeTokens);

    public async Task<int> SequencesInUseAsync()
    {
        // Each by another asker: the last sequence is kept for whoever has none yet, so that one alone cannot have all.
        var results = await Task.WhenAll(Enumerable.Range(0, settings.Sequences).Select(i => RunAsync(promptTokens: 4, ProbeTokens, owner: $"probe {i}")));
        var starts = results.Select(result => result.Start);
        // Whoever found no sequence has begun only after another had ended.
        var atOnce = starts.Max(start => results.Count(result => result.Start <= start && start < result.End));
        return settings.Sequences - atOnce;
    }

    public async Task<int> CellsInUseAsync()
    {
        if (await FitsAsync(settings.Cells))
            return 0;
        var (fits, fitsNot) = (0, settings.Cells);
        while (fitsNot - fits > 1)
        {
            var middle = (fits + fitsNot) / 2;
            (fits, fitsNot) = await FitsAsync(middle) ? (middle, fitsNot) : (fits, middle);
        }
        return settings.Cells - fits;
    }

    /// <summary>The last token of a prompt takes a cell, the one drawn after it does not.</summary>
    private async Task<bool> FitsAsync(int cells) =>
        cells < 2 || (await RunAsync(cells - 1, maxTokens: 1)).Result.Reason == FinishReason.MaxTokens;

    private async Task<(double Start, double End, GenerationResult Result)> RunAsync(int promptTokens, int maxTokens, string owner = "probe")
    {
        var submitted = TimeProvider.System.GetTimestamp() * 1000.0 / TimeProvider.System.TimestampFrequency;
        var result = await engine.Generation.Submit(new GenerationRequest
        {
            Prompt = StreamPlan.Prompt(_random, engine.OrdinaryTokens, promptTokens),
            Class = GenerationClass.Question,
            MaxTokens = maxTokens,
            Owner = owner,
        }).Completion;
        return (submitted + result.Timings.QueueMs, submitted + result.Timings.TotalMs, result);
    }
}
