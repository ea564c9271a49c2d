using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What a person is about to ask.</summary>
public sealed class AskForm
{
    public static IReadOnlyList<(ModeChoice Value, string Label)> ModeOptions { get; } =
        [(ModeChoice.Both, "Both"), (ModeChoice.Standard, "Standard"), (ModeChoice.SleepTime, "SleepTime")];

    public string Question { get; set; } = "";

    public int Verbosity { get; set; } = VerbosityWords.Default;

    public ModeChoice Mode { get; set; }

    public IReadOnlyList<AnswerMode> Modes => Mode switch
    {
        ModeChoice.Standard => [AnswerMode.Standard],
        ModeChoice.SleepTime => [AnswerMode.SleepTime],
        _ => [AnswerMode.Standard, AnswerMode.SleepTime],
    };

    /// <summary>Why it cannot be asked yet; null when it can.</summary>
    public string? FindProblem() => Question.Trim().Length switch
    {
        0 => "Type a question first.",
        > AskRequest.MaxQuestionLength and var length =>
            $"The question has {NumberWords.Count(length)} characters; at most {NumberWords.Count(AskRequest.MaxQuestionLength)} are taken. Shorten it.",
        _ => null,
    };

    public AskRequest ToRequest(Guid contextId) => new()
    {
        ContextId = contextId,
        Question = Question.Trim(),
        Modes = Modes,
        Verbosity = Verbosity,
        Owner = LocalUser.Name,
    };

    /// <summary>The same question with the same settings, whatever the form says by now, to the model in any case.</summary>
    /// <param name="runs">At least one.</param>
    public static AskRequest Repeat(IReadOnlyList<Run> runs) => new()
    {
        ContextId = runs[0].ContextId,
        Question = runs[0].Question,
        Modes = [.. runs.Select(run => run.Mode)],
        Verbosity = runs[0].Verbosity,
        Temperature = runs[0].Temperature,
        Seed = runs[0].Seed,
        MaxTokens = runs[0].MaxTokens,
        Instant = false,
        Owner = LocalUser.Name,
    };

    /// <summary>Takes over what was asked before, so that it can be asked again.</summary>
    public void Take(IReadOnlyList<Run> runs)
    {
        if (runs is not [var run, ..])
            return;
        Question = run.Question;
        Verbosity = run.Verbosity;
        Mode = (runs.Count, run.Mode) switch
        {
            (> 1, _) => ModeChoice.Both,
            (_, AnswerMode.Standard) => ModeChoice.Standard,
            _ => ModeChoice.SleepTime,
        };
    }
}

public enum ModeChoice
{
    Both,
    Standard,
    SleepTime,
}
