using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Engine.Experiments.DataSets;

/// <summary>
/// Contexts with questions whose answers are known. What it holds lies beside the database as one file of JSON lines, which
/// is there before the row and is never changed.
/// </summary>
public sealed class DataSet
{
    public const int MaxNameLength = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Up to <see cref="MaxNameLength"/> characters; no two have the same.</summary>
    public required string Name { get; init; }

    /// <summary>How its answers are scored where an experiment does not say otherwise.</summary>
    public required ScorerKind Scorer { get; init; }

    /// <summary>1 or more.</summary>
    public required int Contexts { get; init; }

    /// <summary>Of all contexts together, 1 or more.</summary>
    public required int Questions { get; init; }

    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
