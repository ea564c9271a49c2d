using System.Text.Json.Serialization;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>
/// What happens to a run, told to clients outside the circuit: the data of a server-sent event, and the items of the
/// hub's stream. <c>event</c> repeats the event's name. Of a blind comparison that you have not voted on, mode and
/// figures are null, as is the place in the queue, and no prefill is told: who is first and the length of a prompt would tell the sides apart.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStartedMessage), "run")]
[JsonDerivedType(typeof(RunQueuedMessage), "queued")]
[JsonDerivedType(typeof(RunPrefillMessage), "prefill")]
[JsonDerivedType(typeof(RunTokenMessage), "token")]
[JsonDerivedType(typeof(RunDoneMessage), "done")]
[JsonDerivedType(typeof(RunFailedMessage), "failed")]
public abstract record RunMessage([property: JsonIgnore] string EventName, RunMode? Mode, Guid RunId)
{
    /// <param name="hidden">Whether the sides of the run's comparison are hidden from whoever watches.</param>
    /// <returns>Null for what is not to be told.</returns>
    public static RunMessage? From(RunEvent happened, bool hidden)
    {
        var (mode, id) = (hidden && happened is not RunEnded { Run.State: RunState.Failed or RunState.Cancelled } ? (RunMode?)null : happened.Mode.ToApi(), happened.RunId);
        return happened switch
        {
            RunStarted => new RunStartedMessage(mode, id),
            RunQueued queued => new RunQueuedMessage(mode, id, hidden ? null : queued.Position, queued.Waiting),
            RunPrefill when hidden => null,
            RunPrefill prefill => new RunPrefillMessage(mode, id, prefill.Processed, prefill.Total, prefill.Cached),
            RunText text => new RunTokenMessage(mode, id, text.Text, hidden ? null : text.CompletionTokens),
            RunEnded { Run.State: RunState.Failed } ended =>
                new RunFailedMessage(mode, id, ended.Run.State, ended.Run.Answer, ended.Run.Usage, ended.Run.Timings, ended.Run.FailureReason),
            RunEnded ended when mode is null => new RunDoneMessage(mode, id, ended.Run.State, ended.Run.Answer, null, null, null),
            RunEnded ended => new RunDoneMessage(mode, id, ended.Run.State, ended.Run.Answer, ended.Run.Usage, ended.Run.Timings, null),
            _ => throw new NotSupportedException($"No message is defined for {happened.GetType().Name}."),
        };
    }
}

/// <summary>The run exists and is stored.</summary>
public sealed record RunStartedMessage(RunMode? Mode, Guid RunId)
    : RunMessage("run", Mode, RunId);

/// <param name="Position">1 for the next in line; null while the sides are hidden.</param>
public sealed record RunQueuedMessage(RunMode? Mode, Guid RunId, int? Position, int Waiting)
    : RunMessage("queued", Mode, RunId);

public sealed record RunPrefillMessage(RunMode? Mode, Guid RunId, int Processed, int Total, int Cached)
    : RunMessage("prefill", Mode, RunId);

/// <param name="CompletionTokens">Tokens so far, these included; null when unknown.</param>
public sealed record RunTokenMessage(RunMode? Mode, Guid RunId, string Text, int? CompletionTokens)
    : RunMessage("token", Mode, RunId);

/// <summary>The last message of a run that completed or was cancelled.</summary>
public sealed record RunDoneMessage(
    RunMode? Mode, Guid RunId, RunState State, string Answer, TokenUsage? Usage, GenerationTimings? Timings, string? Failure)
    : RunMessage("done", Mode, RunId);

/// <summary>The last message of a run that failed; <c>Failure</c> says why and what to do next.</summary>
public sealed record RunFailedMessage(
    RunMode? Mode, Guid RunId, RunState State, string Answer, TokenUsage? Usage, GenerationTimings? Timings, string? Failure)
    : RunMessage("failed", Mode, RunId);
