using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>What a generation of a sleep job was for.</summary>
public enum SleepPassKind
{
    Notes,

    /// <summary>The questions that it expects, with their answers.</summary>
    Questions,
}

/// <summary>The checkpoint of one generation of a sleep job. (JobId, Section, Kind, Number, Sample) is unique: a pass is never stored twice.</summary>
public sealed class SleepPass
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid JobId { get; init; }

    public SleepPassKind Kind { get; init; } = SleepPassKind.Notes;

    /// <summary>1 for the first pass; 0 for expected questions, and for notes carried over from an earlier version of the text.</summary>
    public required int Number { get; init; }

    /// <summary>Which section of a long text it is about, as the job counts its work, from 1; 0 for the whole text.</summary>
    public int Section { get; init; }

    /// <summary>Which of the parallel runs of a job wrote it, from 0.</summary>
    public int Sample { get; init; }

    /// <summary>What the model wrote, as it wrote it.</summary>
    public required string Text { get; init; }

    public required FinishReason FinishReason { get; init; }

    /// <summary>Notes that had no room in its prompt.</summary>
    public int NotesLeftOut { get; init; }

    /// <summary>It was stopped because it repeated itself, or wrote a line without end.</summary>
    public bool Looped { get; init; }

    public required TokenUsage Usage { get; init; }

    public required GenerationTimings Timings { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }
}
