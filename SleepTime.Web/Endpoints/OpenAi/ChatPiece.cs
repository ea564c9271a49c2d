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
/// <param name="Status">HTTP status where nothing was sent yet.</param>
internal sealed record ChatFailure(string Reason, int Status, string? Code) : ChatPiece
{
    public static ChatFailure Stopped { get; } = new("The answer was stopped. Ask again.", StatusCodes.Status409Conflict, "stopped");

    public static ChatFailure Failed(string? reason) => new(reason ?? "The answer failed. Ask again.", StatusCodes.Status500InternalServerError, null);

    public static ChatFailure NoNotes(string? reason) => new(reason ?? "There are no notes on it.", StatusCodes.Status409Conflict, "no_notes");
}
