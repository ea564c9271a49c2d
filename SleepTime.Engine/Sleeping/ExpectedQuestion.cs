namespace SleepTime.Engine.Sleeping;

/// <summary>A question that sleep expects on a context, with the answer that it gives from its notes.</summary>
public sealed class ExpectedQuestion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid NotesVersionId { get; init; }

    /// <summary>The likeliest first, from 0.</summary>
    public required int Order { get; init; }

    public required string Question { get; init; }

    public required string Answer { get; init; }

    /// <summary>Mean log-probability per token of the question given its context; null while it was not scored.</summary>
    public double? LogProbability { get; set; }
}
