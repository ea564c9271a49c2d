using System.Diagnostics;
using SleepTime.Engine.Generation;

namespace SleepTime.Benchmarks.Streams;

/// <summary>Streams through the generation service, read as the product reads them: update by update.</summary>
internal sealed class EngineStreams(GenerationService generation)
{
    public async Task<StreamsResult> RunAsync(StreamPlan plan)
    {
        var start = Stopwatch.GetTimestamp();
        var tickets = plan.Prompts.Select(prompt => generation.Submit(new GenerationRequest
        {
            Prompt = prompt,
            Class = GenerationClass.Question,
            MaxTokens = plan.Tokens,
        })).ToList();
        var results = await Task.WhenAll(tickets.Select(ReadAsync));
        return new StreamsResult(results, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <exception cref="InvalidOperationException">It ended for another reason than its length.</exception>
    private static async Task<StreamResult> ReadAsync(GenerationTicket ticket)
    {
        var characters = 0;
        await foreach (var update in ticket.ReadUpdatesAsync())
            characters += update is GenerationText text ? text.Text.Length : 0;
        var result = await ticket.Completion;
        if (result.Reason != FinishReason.MaxTokens || characters != result.Text.Length)
            throw new InvalidOperationException($"A stream ended after {result.Usage.CompletionTokens} tokens with {result.Reason}, so nothing was measured. {result.Failure}");
        return new StreamResult(result.Usage.CompletionTokens, result.Timings.TimeToFirstTokenMs!.Value, result.Timings.TotalMs);
    }
}
