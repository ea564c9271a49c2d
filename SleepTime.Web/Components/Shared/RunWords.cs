using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Generation;

namespace SleepTime.Web.Components.Shared;

/// <summary>Stored runs in words.</summary>
public static class RunWords
{
    public static string Mode(AnswerMode mode) => mode == AnswerMode.Standard ? "Standard" : "SleepTime";

    /// <summary>What a side of a comparison is called, or a single run.</summary>
    /// <param name="hidden">Whether the sides of a blind comparison are still hidden.</param>
    public static string Side(Run run, bool hidden) => (hidden, BlindSides.LetterOf(run)) switch
    {
        (true, var letter) => $"Answer {letter}",
        (false, { } letter) => $"{Mode(run.Mode)}, which was {letter}",
        _ => Mode(run.Mode),
    };

    public static string State(Run run) => run.State switch
    {
        RunState.Queued => "Waiting",
        RunState.Running => "Running",
        RunState.Completed when run.FinishReason == FinishReason.MaxTokens => "Cut off at its token limit",
        RunState.Completed => "Done",
        RunState.Cancelled => "Stopped",
        _ when run.WasInterrupted => "Interrupted",
        _ => "Failed",
    };

    public static Tone ToneOf(Run run) => run.State switch
    {
        RunState.Queued or RunState.Running => Tone.Busy,
        RunState.Completed when run.FinishReason == FinishReason.MaxTokens => Tone.Warning,
        RunState.Completed => Tone.Good,
        RunState.Cancelled => Tone.Quiet,
        _ => Tone.Bad,
    };
}
