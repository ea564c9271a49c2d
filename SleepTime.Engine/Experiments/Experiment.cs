namespace SleepTime.Engine.Experiments;

/// <summary>
/// Questions of a data set, answered in several arms. It holds a copy of the contexts and questions that were chosen, so that
/// its results can be read whatever becomes of the data set, and apart from the team's own contexts and history.
/// </summary>
public sealed class Experiment
{
    public const int MaxNameLength = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>1 to <see cref="MaxNameLength"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>The ready experiment that it was made by, which decides what its report shows; null for one of its own.</summary>
    public string? Ready { get; init; }

    public required ExperimentPlan Plan { get; init; }

    /// <summary>The name of the data set when it was made.</summary>
    public required string DataSetName { get; init; }

    public required string Owner { get; init; }

    public ExperimentState State { get; set; } = ExperimentState.Queued;

    /// <summary>Answers that were planned.</summary>
    public required int CellCount { get; init; }

    /// <summary>Who answers; null until it has begun. It never goes on with another model or other prompts.</summary>
    public string? ModelId { get; set; }

    public string? PromptVersion { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Milliseconds during which it ran, over pauses and restarts.</summary>
    public double RanMs { get; set; }

    /// <summary>Why it failed, with what to do next.</summary>
    public string? FailureReason { get; set; }
}
