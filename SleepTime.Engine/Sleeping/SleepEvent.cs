namespace SleepTime.Engine.Sleeping;

/// <summary>A line of a job's log.</summary>
public sealed class SleepEvent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid JobId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A sentence.</summary>
    public required string Text { get; init; }
}
