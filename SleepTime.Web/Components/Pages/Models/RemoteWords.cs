using SleepTime.Engine.RemoteEngines;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Models;

/// <summary>Remote engines in words.</summary>
internal static class RemoteWords
{
    public static string Of(RemoteEndpointState state) => state switch
    {
        RemoteEndpointState.Connecting => "Connecting",
        RemoteEndpointState.Ready => "Ready",
        RemoteEndpointState.Busy => "Busy",
        _ => "Failing",
    };

    public static Tone ToneOf(RemoteEndpointState state) => state switch
    {
        RemoteEndpointState.Ready => Tone.Good,
        RemoteEndpointState.Failing => Tone.Bad,
        RemoteEndpointState.Busy => Tone.Warning,
        _ => Tone.Busy,
    };

    public static string Engine(RemoteEndpointStatus endpoint) => endpoint.Kind switch
    {
        RemoteKind.Auto => NumberWords.Unknown,
        var kind => $"{NameOf(kind)}{(endpoint.TakesPriority ? ", by priority" : "")}",
    };

    /// <summary>What the engine tells of its load; most tell nothing.</summary>
    public static string Load(RemoteEndpointStatus endpoint) => endpoint.Load is { } load ? NumberWords.Of(load, "request") : "not told";

    private static string NameOf(RemoteKind kind) => kind switch
    {
        RemoteKind.Vllm => "vLLM",
        RemoteKind.LlamaServer => "llama-server",
        RemoteKind.Ollama => "Ollama",
        RemoteKind.SleepTime => "SleepTime",
        _ => "OpenAI API",
    };
}
