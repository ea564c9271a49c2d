using System.Text.Json.Serialization;
using SleepTime.Engine.Generation;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>A whole chat completion, or, with deltas and the object name of chunks, a part of one.</summary>
/// <param name="Created">Unix time in seconds.</param>
/// <param name="Usage">Left out when nobody counted.</param>
/// <param name="Timings">Where the time went, with the names of llama-server; left out until the end and for stored answers.</param>
/// <param name="Sleeptime">What is stored of an answer from a context; left out otherwise.</param>
public sealed record ChatCompletionResponse(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string Model, IReadOnlyList<ChoiceResponse> Choices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UsageResponse? Usage = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TimingsResponse? Timings = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StoredResponse? Sleeptime = null);

/// <param name="FinishReason">stop or length; null while it goes on.</param>
public sealed record ChoiceResponse(
    int Index,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MessageResponse? Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MessageResponse? Delta,
    [property: JsonPropertyName("finish_reason")] string? FinishReason);

/// <param name="ReasoningContent">What a reasoning model thought, by the name that vLLM and llama-server gave it; left out otherwise.</param>
public sealed record MessageResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content,
    [property: JsonPropertyName("reasoning_content"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReasoningContent = null);

public sealed record UsageResponse(
    [property: JsonPropertyName("prompt_tokens")] int PromptTokens,
    [property: JsonPropertyName("completion_tokens")] int CompletionTokens,
    [property: JsonPropertyName("total_tokens")] int TotalTokens,
    [property: JsonPropertyName("prompt_tokens_details")] PromptTokensDetails PromptTokensDetails)
{
    internal static UsageResponse? From(TokenUsage? usage) => usage is null
        ? null
        : new(usage.PromptTokens, usage.CompletionTokens, usage.PromptTokens + usage.CompletionTokens, new PromptTokensDetails(usage.CachedTokens));
}

/// <param name="CachedTokens">Prompt tokens whose KV state was taken from a prefix instead of being computed.</param>
public sealed record PromptTokensDetails([property: JsonPropertyName("cached_tokens")] int CachedTokens);

/// <param name="CacheN">Prompt tokens taken from a prefix.</param>
/// <param name="PromptN">Prompt tokens computed.</param>
/// <param name="PromptMs">From admission to the first token; null when there was none.</param>
/// <param name="PredictedN">Tokens generated.</param>
/// <param name="PredictedMs">From the first token to the end; null when there was none.</param>
/// <param name="QueueMs">Waiting for the engine; beside llama-server's fields.</param>
public sealed record TimingsResponse(
    [property: JsonPropertyName("cache_n")] int CacheN,
    [property: JsonPropertyName("prompt_n")] int PromptN,
    [property: JsonPropertyName("prompt_ms")] double? PromptMs,
    [property: JsonPropertyName("predicted_n")] int PredictedN,
    [property: JsonPropertyName("predicted_ms")] double? PredictedMs,
    [property: JsonPropertyName("predicted_per_second")] double? PredictedPerSecond,
    [property: JsonPropertyName("queue_ms")] double QueueMs)
{
    internal static TimingsResponse? From(TokenUsage? usage, GenerationTimings? timings) => usage is null || timings is null
        ? null
        : new(
            usage.CachedTokens, usage.PromptTokens - usage.CachedTokens, timings.TimeToFirstTokenMs - timings.QueueMs,
            usage.CompletionTokens, timings.TotalMs - timings.TimeToFirstTokenMs, timings.TokensPerSecond, timings.QueueMs);
}

/// <param name="RunId">The stored run: /api/v1/runs/{id} has all about it.</param>
/// <param name="NotesVersionId">The notes it was answered from; null from the text alone.</param>
/// <param name="Ignored">What of the request had no place: system, turns, or fields by their names.</param>
public sealed record StoredResponse(
    [property: JsonPropertyName("run_id")] Guid RunId,
    [property: JsonPropertyName("notes_version_id")] Guid? NotesVersionId,
    IReadOnlyList<string> Ignored);

public sealed record ModelListResponse([property: JsonPropertyName("object")] string Kind, IReadOnlyList<ModelEntryResponse> Data);

/// <param name="Name">The context's title; left out for the plain model.</param>
/// <param name="ContextLength">Most tokens of prompt and answer together.</param>
public sealed record ModelEntryResponse(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created,
    [property: JsonPropertyName("owned_by")] string OwnedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    [property: JsonPropertyName("context_length")] int ContextLength);
