namespace SleepTime.Engine.Answering.Feedback;

/// <summary>What a person thinks of one answer; one per person and run.</summary>
public sealed class AnswerRating
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RunId { get; init; }

    public required string Owner { get; init; }

    /// <summary>Thumb up or down.</summary>
    public required bool IsGood { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
}
