using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>
/// The request of OpenAI's chat completions, as far as one local model can do it. Fields that it does not know are passed
/// over, as other servers do; those that would change the answer and cannot be had are refused.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ChatCompletionRequest
{
    [Description("The id of the loaded model, or context/{id} to answer from that context with its notes; context/{id}:standard from its text alone. GET /v1/models lists them.")]
    public string? Model { get; init; }

    public IReadOnlyList<MessageRequest>? Messages { get; init; }

    [Description("True streams chunks as server-sent events, ended by [DONE].")]
    public bool? Stream { get; init; }

    [JsonPropertyName("stream_options")]
    public StreamOptionsRequest? StreamOptions { get; init; }

    [Description("0 (greedy) to 2; 0 when left out.")]
    public float? Temperature { get; init; }

    [JsonPropertyName("top_p"), Description("Above 0 to 1; for the plain model.")]
    public float? TopP { get; init; }

    [JsonPropertyName("top_k"), Description("0 keeps all tokens; for the plain model.")]
    public int? TopK { get; init; }

    [JsonPropertyName("min_p"), Description("0 to 1; for the plain model.")]
    public float? MinP { get; init; }

    [Description("Same seed, same answer; only matters above temperature 0.")]
    public long? Seed { get; init; }

    [JsonPropertyName("max_completion_tokens"), Description("Most tokens of the answer. Left out: what the context length leaves, or the profile's budget for the verbosity.")]
    public int? MaxCompletionTokens { get; init; }

    [JsonPropertyName("max_tokens"), Description("The older name of max_completion_tokens.")]
    public int? MaxTokens { get; init; }

    [JsonConverter(typeof(StopConverter)), Description("A text, or up to 16, at which to stop; for the plain model.")]
    public IReadOnlyList<string>? Stop { get; init; }

    [JsonConverter(typeof(VerbosityConverter)), Description("For context/{id}: 0 to 4, or low, medium, high (0, 2, 4); 1 when left out.")]
    public int? Verbosity { get; init; }

    [Description("0 for a question that somebody waits for; above 0 runs as background work, which steps aside for questions. For the plain model.")]
    public int? Priority { get; init; }

    public int? N { get; init; }

    public bool? Logprobs { get; init; }

    public IReadOnlyList<JsonElement>? Tools { get; init; }

    [JsonPropertyName("response_format")]
    public ResponseFormatRequest? ResponseFormat { get; init; }

    [JsonPropertyName("frequency_penalty")]
    public float? FrequencyPenalty { get; init; }

    [JsonPropertyName("presence_penalty")]
    public float? PresencePenalty { get; init; }

    [JsonPropertyName("logit_bias")]
    public IReadOnlyDictionary<string, float>? LogitBias { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record MessageRequest
{
    [Description("system (or developer), user or assistant.")]
    public string? Role { get; init; }

    [JsonConverter(typeof(ContentConverter)), Description("A text, or parts of type text.")]
    public string? Content { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record StreamOptionsRequest
{
    [JsonPropertyName("include_usage"), Description("True sends a last chunk with the usage.")]
    public bool? IncludeUsage { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ResponseFormatRequest
{
    public string? Type { get; init; }
}
