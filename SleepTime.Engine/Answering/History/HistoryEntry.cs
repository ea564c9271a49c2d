namespace SleepTime.Engine.Answering.History;

/// <summary>
/// One question that was asked: a comparison or a single run, in the few columns that the history is filtered by. Its
/// table is narrow, so that a hundred thousand of them are counted and paged in milliseconds. The database itself keeps
/// it, by triggers on the runs; nothing else writes it.
/// </summary>
public sealed class HistoryEntry
{
    /// <summary>Counts up in the order of asking and is never used twice; also its row in the full-text index.</summary>
    public long Number { get; init; }

    /// <summary>Of the comparison, or of the single run.</summary>
    public required Guid Id { get; init; }

    public required bool IsComparison { get; init; }

    public required Guid ContextId { get; init; }

    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How the run in Standard mode stands; null when there is none.</summary>
    public RunState? Standard { get; init; }

    /// <summary>How the run in SleepTime mode stands; null when there is none.</summary>
    public RunState? SleepTime { get; init; }
}
