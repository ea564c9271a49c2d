using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What a person is about to ask. Both modes are asked with the same settings.</summary>
public sealed class AskForm
{
    public const float MaxTemperature = 2;

    private (Guid ContextId, string Question, string Expected)? _taken;

    public static IReadOnlyList<(ModeChoice Value, string Label)> ModeOptions { get; } =
        [(ModeChoice.Both, "Both"), (ModeChoice.Standard, "Standard"), (ModeChoice.SleepTime, "SleepTime")];

    public string Question { get; set; } = "";

    public int Verbosity { get; set; } = VerbosityWords.Default;

    public ModeChoice Mode { get; set; }

    /// <summary>0 is greedy.</summary>
    public float Temperature { get; set; }

    /// <summary>Null draws one, where the temperature is above 0.</summary>
    public long? Seed { get; set; }

    /// <summary>The right answer, where it is known; to score against.</summary>
    public string Expected { get; set; } = "";

    /// <summary>What the question is scored against: an answer that was taken over with another question is not about this one.</summary>
    public string ExpectedNow => _taken is { } taken && Expected.Trim() == taken.Expected && Question.Trim() != taken.Question ? "" : Expected.Trim();

    public bool Blind { get; set; }

    /// <summary>The run that the question follows up; null for a question of its own.</summary>
    public Guid? FollowsRunId { get; set; }

    /// <summary>Whether the settings beyond mode and verbosity are shown.</summary>
    public bool ShowsMore { get; set; }

    public bool CanBeBlind => Mode == ModeChoice.Both;

    public IReadOnlyList<AnswerMode> Modes => Mode switch
    {
        ModeChoice.Standard => [AnswerMode.Standard],
        ModeChoice.SleepTime => [AnswerMode.SleepTime],
        _ => [AnswerMode.Standard, AnswerMode.SleepTime],
    };

    /// <summary>Why it cannot be asked yet; null when it can.</summary>
    public string? FindProblem() => (Question.Trim().Length, Temperature, Seed, Expected.Trim().Length) switch
    {
        (0, _, _, _) => "Type a question first.",
        ( > AskRequest.MaxQuestionLength and var length, _, _, _) =>
            $"The question has {NumberWords.Count(length)} characters; at most {NumberWords.Count(AskRequest.MaxQuestionLength)} are taken. Shorten it.",
        (_, not (>= 0 and <= MaxTemperature), _, _) => $"The temperature is {Temperature}; choose 0 to {MaxTemperature}.",
        (_, _, < 0 or > uint.MaxValue, _) => $"The seed is {Seed}; choose 0 to {uint.MaxValue}, or leave it empty.",
        (_, _, _, > AnswerScore.MaxExpectedLength) => $"The expected answer is too long. Give the answer alone, in at most {NumberWords.Count(AnswerScore.MaxExpectedLength)} characters.",
        _ => null,
    };

    public AskRequest ToRequest(Guid contextId) => new()
    {
        ContextId = contextId,
        Question = Question.Trim(),
        Modes = Modes,
        Verbosity = Verbosity,
        Temperature = Temperature,
        Seed = (uint?)Seed,
        ExpectedAnswer = ExpectedNow,
        IsBlind = Blind && CanBeBlind,
        FollowsRunId = FollowsRunId,
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
        ExpectedAnswer = runs[0].ExpectedAnswer,
        IsBlind = runs[0].IsBlind,
        FollowsRunId = runs[0].FollowsRunId,
        Instant = false,
        Owner = LocalUser.Name,
    };

    /// <summary>Takes over what was asked before, so that it can be asked again, changed or not.</summary>
    public void Take(IReadOnlyList<Run> runs)
    {
        if (runs is not [var run, ..])
            return;
        TakeSettings(runs);
        (Question, Expected, FollowsRunId) = (run.Question, run.ExpectedAnswer ?? "", run.FollowsRunId);
        _taken = (run.ContextId, Question.Trim(), Expected.Trim());
    }

    /// <summary>Takes over what a person says by now is the right answer, unless the form was changed since it took that question over.</summary>
    public void Renew(Run run)
    {
        if (_taken is not { } taken || taken.Question != run.Question || Question.Trim() != taken.Question || Expected.Trim() != taken.Expected)
            return;
        Expected = run.ExpectedAnswer ?? "";
        _taken = taken with { Expected = Expected.Trim() };
    }

    /// <summary>Begins another question after this one, with its settings. What was typed since this one was taken over is that question.</summary>
    /// <param name="runs">At least one.</param>
    public void Follow(IReadOnlyList<Run> runs)
    {
        var typed = Question.Trim() == _taken?.Question ? "" : Question;
        TakeSettings(runs);
        (Question, Expected, FollowsRunId) = (typed, "", runs[0].Id);
    }

    /// <summary>Begins a question of its own. What was typed stays, unless there is a question to begin with; what was taken over from another context is not right for this one.</summary>
    public void Begin(string? question, Guid? contextId)
    {
        if (_taken is { } taken && taken.ContextId != contextId && Expected.Trim() == taken.Expected)
            (Expected, _taken) = ("", null);
        FollowsRunId = null;
        Question = question ?? Question;
    }

    private void TakeSettings(IReadOnlyList<Run> runs)
    {
        var run = runs[0];
        (Verbosity, Temperature, Seed, Blind) = (run.Verbosity, run.Temperature, run.Seed, run.IsBlind);
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
