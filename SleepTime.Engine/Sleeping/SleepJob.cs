namespace SleepTime.Engine.Sleeping;

/// <summary>The work of making notes for one version of a context.</summary>
public sealed class SleepJob
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextId { get; init; }

    public required Guid ContextVersionId { get; init; }

    public required string Owner { get; init; }

    public SleepJobState State { get; set; } = SleepJobState.Queued;

    /// <summary>How many passes to run, 1 or more.</summary>
    public required int PassesWanted { get; init; }

    /// <summary>Passes whose checkpoint is stored; always equal to the number of <see cref="Passes"/>.</summary>
    public int PassesDone { get; set; }

    /// <summary>How often the job gave way to a question.</summary>
    public int StepAsideCount { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why it failed or was cancelled, with what to do next.</summary>
    public string? FailureReason { get; set; }

    public List<SleepPass> Passes { get; init; } = [];
}
