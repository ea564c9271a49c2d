using SleepTime.Engine.Generation;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What a run is doing, in words.</summary>
public static class StageWords
{
    public static string Describe(RunView run) => run.Stage switch
    {
        RunStage.Starting => "Starting",
        RunStage.Waiting => run.Waiting > 1 ? $"Queued, {run.Position} of {run.Waiting}" : "Queued, next in line",
        RunStage.Reading => $"Reading the prompt, {NumberWords.Percent(run.PromptRead, run.PromptTokens ?? 0)}",
        RunStage.Writing => run.LiveRate is { } rate ? $"Writing, {NumberWords.Rate(rate)}" : "Writing",
        RunStage.Done when run.Ended?.FinishReason == FinishReason.MaxTokens => "Cut off at its token limit",
        RunStage.Done => "Done",
        RunStage.Stopped => "Stopped",
        _ => "Failed",
    };

    /// <summary>Without figures, which would tell the sides of a blind comparison apart.</summary>
    public static string Plain(RunView run) => run.Stage switch
    {
        RunStage.Waiting => "Queued",
        RunStage.Reading => "Reading",
        RunStage.Writing => "Writing",
        _ => Describe(run),
    };

    /// <summary>For the ears: changes with the stage and not with every token.</summary>
    public static string Announce(RunView run) => run.Stage switch
    {
        RunStage.Starting => "",
        RunStage.Waiting => "queued",
        RunStage.Reading => "reading the prompt",
        RunStage.Writing => "writing",
        RunStage.Done => AnswerText.Split(run.Text).Final is { } answer ? $"done. Answer: {answer}" : "done",
        RunStage.Stopped => "stopped",
        _ => $"failed. {run.Ended?.FailureReason}",
    };

    public static Tone ToneOf(RunView run) => run.Stage switch
    {
        RunStage.Done when run.Ended?.FinishReason == FinishReason.MaxTokens => Tone.Warning,
        RunStage.Done => Tone.Good,
        RunStage.Stopped => Tone.Quiet,
        RunStage.Failed => Tone.Bad,
        _ => Tone.Busy,
    };
}
