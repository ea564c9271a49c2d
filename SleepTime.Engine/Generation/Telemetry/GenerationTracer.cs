using System.Diagnostics;

namespace SleepTime.Engine.Generation.Telemetry;

/// <summary>
/// A span per generation with the names of OpenTelemetry's GenAI conventions. Made when the generation has ended, with the
/// times that it took, so that the engine thread carries nothing along. What was said is left out unless asked for: it is
/// the team's text. Thread-safe.
/// </summary>
internal sealed class GenerationTracer(TelemetryOptions options) : IDisposable
{
    public const string Name = "SleepTime.Generation";

    private readonly ActivitySource _source = new(Name);

    /// <param name="modelName">As the model's file names itself.</param>
    /// <param name="provider">What generated, such as "llama.cpp".</param>
    /// <param name="promptText">Gives the prompt in text; called only when content is wanted.</param>
    public void Record(GenerationTicket ticket, GenerationResult result, string modelName, Func<string> promptText, string provider = "llama.cpp")
    {
        if (!_source.HasListeners())
            return;
        var (request, timings) = (ticket.Request, result.Timings);
        using var span = _source.StartActivity(
            ActivityKind.Internal, ticket.Caller, name: $"text_completion {modelName}", startTime: ticket.SubmittedAt);
        if (span is null)
            return;
        span.SetTag("gen_ai.operation.name", "text_completion");
        span.SetTag("gen_ai.provider.name", provider);
        span.SetTag("gen_ai.request.model", modelName);
        span.SetTag("gen_ai.request.max_tokens", request.MaxTokens);
        span.SetTag("gen_ai.request.temperature", request.Sampling.Temperature);
        span.SetTag("gen_ai.usage.input_tokens", result.Usage.PromptTokens);
        span.SetTag("gen_ai.usage.cache_read.input_tokens", result.Usage.CachedTokens);
        span.SetTag("gen_ai.usage.output_tokens", result.Usage.CompletionTokens);
        span.SetTag("gen_ai.response.finish_reasons", new[] { result.Reason.ToString() });
        span.SetTag("sleeptime.class", request.Class.ToString());
        span.SetTag("sleeptime.queue_ms", timings.QueueMs);
        span.SetTag("sleeptime.time_to_first_token_ms", timings.TimeToFirstTokenMs);
        if (options.IncludeContent)
        {
            span.SetTag("gen_ai.input.messages", promptText());
            span.SetTag("gen_ai.output.messages", result.Text);
        }
        if (result.Reason == FinishReason.Failed)
            span.SetStatus(ActivityStatusCode.Error, options.IncludeContent ? result.Failure : null);
        span.SetEndTime((ticket.SubmittedAt + TimeSpan.FromMilliseconds(timings.TotalMs)).UtcDateTime);
    }

    public void Dispose() => _source.Dispose();
}
