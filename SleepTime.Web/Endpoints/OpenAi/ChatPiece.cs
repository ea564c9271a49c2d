using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>What comes of a chat completion, whoever answers it: text, then one end.</summary>
internal abstract record ChatPiece;

/// <param name="IsThought">What a reasoning model wrote between think tags, without the tags.</param>
internal sealed record ChatText(string Text, bool IsThought = false) : ChatPiece;

/// <param name="FinishReason">"stop" or "length".</param>
/// <param name="Usage">Null when nobody counted.</param>
/// <param name="Run">The stored run of an answer from a context; null for the plain model.</param>
internal sealed record ChatEnd(string FinishReason, TokenUsage? Usage, GenerationTimings? Timings, Run? Run) : ChatPiece
{
    public static string Reason(FinishReason? reason) => reason == Engine.Generation.FinishReason.MaxTokens ? "length" : "stop";
}

/// <param name="Reason">A sentence with what to do next.</param>
/// <param name="WasRefused">True when the model was never asked, false when it broke off.</param>
internal sealed record ChatFailure(string Reason, bool WasRefused) : ChatPiece;
