namespace SleepTime.Engine.Answering.Feedback;

/// <summary>Which side of a comparison a person prefers; one per person and comparison.</summary>
public sealed class ComparisonVote
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ComparisonId { get; init; }

    public required Guid ContextId { get; init; }

    public required string Owner { get; init; }

    /// <summary>The better side; null for a tie.</summary>
    public AnswerMode? Preferred { get; set; }

    /// <summary>Whether the sides were hidden when the vote was cast. Such a vote stands: nobody can be blind twice.</summary>
    public required bool WasBlind { get; init; }

    /// <summary>Whether the running tally still counts it; counting anew leaves the vote with its comparison.</summary>
    public bool Counts { get; set; } = true;

    public required DateTimeOffset CreatedAt { get; set; }
}
