namespace SleepTime.Engine.RemoteEngines;

/// <summary>Which engine answers, as far as it differs from the common API.</summary>
public enum RemoteKind
{
    /// <summary>To be told from what it says of itself.</summary>
    Auto,

    /// <summary>The common API and nothing else.</summary>
    OpenAi,

    /// <summary>Priorities, more ways of sampling, and its load under /metrics.</summary>
    Vllm,

    /// <summary>More ways of sampling, and its load under /metrics or /slots.</summary>
    LlamaServer,

    /// <summary>Limits an answer by the older max_tokens.</summary>
    Ollama,

    /// <summary>Another one of us: priorities, more ways of sampling, and its load under /metrics.</summary>
    SleepTime,
}

internal static class RemoteKinds
{
    /// <summary>By the owned_by of its list of models.</summary>
    public static RemoteKind OwnedBy(string? owner) => owner switch
    {
        "vllm" => RemoteKind.Vllm,
        "llamacpp" => RemoteKind.LlamaServer,
        "library" => RemoteKind.Ollama,
        "sleeptime" => RemoteKind.SleepTime,
        _ => RemoteKind.OpenAi,
    };

    public static bool TakesPriority(this RemoteKind kind) => kind is RemoteKind.Vllm or RemoteKind.SleepTime;

    /// <summary>Whether it knows top_k and min_p, which the common API lacks and some clouds refuse.</summary>
    public static bool SamplesFreely(this RemoteKind kind) => kind is RemoteKind.Vllm or RemoteKind.LlamaServer or RemoteKind.SleepTime;
}
