using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Experiments;

/// <summary>
/// One answer of an experiment, stored once in one transaction: (ExperimentQuestionId, Mode, Verbosity, Passes, Samples, Repeat)
/// is unique.
/// </summary>
public sealed class ExperimentResult
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ExperimentId { get; init; }

    public required Guid ExperimentQuestionId { get; init; }

    public required AnswerMode Mode { get; init; }

    public required int Verbosity { get; init; }

    /// <summary>0 in Standard mode.</summary>
    public required int Passes { get; init; }

    /// <summary>0 in Standard mode.</summary>
    public required int Samples { get; init; }

    /// <summary>From 0.</summary>
    public required int Repeat { get; init; }

    /// <summary>Everything the model said.</summary>
    public string Answer { get; init; } = "";

    /// <summary>What of it was compared with the expected answer; null when there was nothing.</summary>
    public string? Extracted { get; init; }

    /// <summary>False also where there was no answer. Says nothing of one that failed.</summary>
    public bool IsRight { get; init; }

    /// <summary>Null of one that failed.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>Why it could not be asked, in a sentence; null when it was. One that failed is in no mean and no share.</summary>
    public string? Failure { get; init; }

    /// <summary>Null of one that failed.</summary>
    public TokenUsage? Usage { get; init; }

    public GenerationTimings? Timings { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public Arm Arm => new(Mode, Verbosity, Passes, Samples);
}
