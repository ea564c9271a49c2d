using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>The checkpoint of one generation of a sleep job. (JobId, Number) is unique: a pass is never stored twice.</summary>
public sealed class SleepPass
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid JobId { get; init; }

    /// <summary>1 for the first pass.</summary>
    public required int Number { get; init; }

    /// <summary>What the model wrote, as it wrote it.</summary>
    public required string Text { get; init; }

    public required FinishReason FinishReason { get; init; }

    public required TokenUsage Usage { get; init; }

    public required GenerationTimings Timings { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }
}
