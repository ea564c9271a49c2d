namespace SleepTime.Engine.Experiments;

/// <summary>A text that an experiment asks about; no context of the team.</summary>
public sealed class ExperimentContext
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ExperimentId { get; init; }

    /// <summary>Place in the experiment, from 0.</summary>
    public required int Order { get; init; }

    /// <summary>Its id in the data set.</summary>
    public required string Key { get; init; }

    public required string Text { get; init; }

    public List<ExperimentQuestion> Questions { get; init; } = [];
}

public sealed class ExperimentQuestion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ExperimentId { get; init; }

    public required Guid ExperimentContextId { get; init; }

    /// <summary>Place in the experiment, from 0.</summary>
    public required int Order { get; init; }

    public required string Question { get; init; }

    public required string Expected { get; init; }

    /// <summary>What sort of question it is, as the data set says; empty where it does not.</summary>
    public required string Kind { get; init; }

    /// <summary>Mean log-probability per token given the context; null while it is not scored, or cannot be.</summary>
    public double? LogProbability { get; set; }
}
