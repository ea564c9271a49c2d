using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Streams;
using SleepTime.Engine.Generation;

namespace SleepTime.Benchmarks.Soak;

/// <summary>All kinds of requests in random order, a third of them cancelled: waiting, reading their prompt or writing.</summary>
internal sealed class SoakLoad(EngineHost engine)
{
    private const int Workers = 12;
    private const int Contexts = 6;
    private const int LongestContext = 512;
    private const int LongestQuestion = 64;
    private const int LongestAnswer = 256;
    private const int CancelledPercent = 33;
    private const int LatestCancelMs = 400;

    private readonly int[][] _contexts = [.. Enumerable.Range(0, Contexts).Select(i => StreamPlan.Prompt(new Random(i), engine.OrdinaryTokens, (i + 1) * LongestContext / Contexts))];
    private readonly Random[] _random = [.. Enumerable.Range(0, Workers).Select(worker => new Random(worker))];
    private long _tokens;
    private long _requests;
    private long _cancelled;

    public long Tokens => Interlocked.Read(ref _tokens);

    public long Requests => Interlocked.Read(ref _requests);

    public long Cancelled => Interlocked.Read(ref _cancelled);

    /// <summary>Until so many tokens have been generated in all, and then until nothing runs any more.</summary>
    public Task RunAsync(long until) => Task.WhenAll(_random.Select(random => WorkAsync(random, until)));

    private async Task WorkAsync(Random random, long until)
    {
        while (Tokens < until)
        {
            var ticket = engine.Generation.Submit(Request(random));
            if (random.Next(100) < CancelledPercent)
            {
                await Task.WhenAny(ticket.Completion, Task.Delay(random.Next(LatestCancelMs)));
                ticket.Cancel();
            }
            var result = await ticket.Completion;
            if (result.Reason == FinishReason.Failed)
                throw new InvalidOperationException($"A request failed: {result.Failure}");
            Interlocked.Add(ref _tokens, result.Usage.CompletionTokens);
            Interlocked.Increment(ref _requests);
            if (result.Reason == FinishReason.Cancelled)
                Interlocked.Increment(ref _cancelled);
        }
    }

    private GenerationRequest Request(Random random) => new()
    {
        Prompt = [.. _contexts[random.Next(Contexts)], .. StreamPlan.Prompt(random, engine.OrdinaryTokens, random.Next(1, LongestQuestion))],
        Class = (GenerationClass)random.Next(Enum.GetValues<GenerationClass>().Length),
        MaxTokens = random.Next(1, LongestAnswer),
    };
}
