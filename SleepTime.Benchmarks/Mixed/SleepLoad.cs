using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Streams;
using SleepTime.Engine.Generation;

namespace SleepTime.Benchmarks.Mixed;

/// <summary>Sleep-class work that never lets up: so many generations at once, each followed by the next. Counts their tokens.</summary>
internal sealed class SleepLoad(EngineHost engine)
{
    public const int Streams = 4;
    public const int PromptTokens = 128;
    public const int Tokens = 128;

    // Never the same prompt twice: it would be found among the prefixes that are kept.
    private readonly Random[] _prompts = [.. Enumerable.Range(0, Streams).Select(stream => new Random(stream))];

    private long _generated;

    public long Generated => Interlocked.Read(ref _generated);

    /// <summary>Until cancelled, and then until the engine has let go of it.</summary>
    public Task RunAsync(CancellationToken until) =>
        Task.WhenAll(_prompts.Select(random => RunAsync(random, until)));

    private async Task RunAsync(Random random, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            var ticket = engine.Generation.Submit(new GenerationRequest
            {
                Prompt = StreamPlan.Prompt(random, engine.OrdinaryTokens, PromptTokens),
                Class = GenerationClass.Sleep,
                MaxTokens = Tokens,
            });
            await using var cancelling = until.Register(ticket.Cancel);
            var counted = 0;
            await foreach (var update in ticket.ReadUpdatesAsync(CancellationToken.None))
            {
                if (update is not GenerationText { CompletionTokens: var tokens })
                    continue;
                Interlocked.Add(ref _generated, tokens - counted);
                counted = tokens;
            }
            if (await ticket.Completion is { Reason: FinishReason.Failed } failed)
                throw new InvalidOperationException($"Sleep work failed: {failed.Failure}");
        }
    }
}
