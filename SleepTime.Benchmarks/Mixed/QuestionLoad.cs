using System.Diagnostics;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Streams;
using SleepTime.Engine.Generation;

namespace SleepTime.Benchmarks.Mixed;

/// <summary>Questions on one context that has been read before, each with an end of its own.</summary>
internal sealed class QuestionLoad(EngineHost engine, int answerTokens)
{
    public const int ContextTokens = 256;
    public const int QuestionTokens = 16;

    private const int Probes = 12;

    // Never the same end twice: it would be found among the prefixes that are kept.
    private readonly Random _ends = new(QuestionTokens);

    private readonly int[] _context = StreamPlan.Prompt(new Random(ContextTokens), engine.OrdinaryTokens, ContextTokens);

    /// <summary>Seconds that a question takes when nothing else is done, asked one after the other.</summary>
    public async Task<double> MeasureServiceTimeAsync()
    {
        List<double> seconds = [];
        // The first ones read the context and warm up.
        for (var i = -2; i < Probes; i++)
        {
            var timings = await AskAsync();
            if (i >= 0)
                seconds.Add(timings.TotalMs / 1000);
        }
        return new Series(seconds).Median;
    }

    /// <summary>
    /// Asks at the moments of a Poisson process, whether or not earlier questions have been answered. The same seed asks
    /// at the same moments.
    /// </summary>
    /// <returns>Milliseconds to the first token of each, once all have been answered.</returns>
    public async Task<IReadOnlyList<double>> RunAsync(double perSecond, TimeSpan duration, int seed)
    {
        var random = new Random(seed);
        var start = Stopwatch.GetTimestamp();
        List<Task<GenerationTimings>> asked = [];
        for (var at = Gap(); at < duration; at += Gap())
        {
            if (at - Stopwatch.GetElapsedTime(start) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait);
            asked.Add(AskAsync());
        }
        return [.. (await Task.WhenAll(asked)).Select(timings => timings.TimeToFirstTokenMs!.Value)];

        TimeSpan Gap() => TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond);
    }

    private async Task<GenerationTimings> AskAsync()
    {
        var ticket = engine.Generation.Submit(new GenerationRequest
        {
            Prompt = [.. _context, .. StreamPlan.Prompt(_ends, engine.OrdinaryTokens, QuestionTokens)],
            Class = GenerationClass.Question,
            MaxTokens = answerTokens,
        });
        var result = await ticket.Completion;
        return result.Reason == FinishReason.MaxTokens ? result.Timings : throw new InvalidOperationException($"A question ended with {result.Reason}. {result.Failure}");
    }
}
