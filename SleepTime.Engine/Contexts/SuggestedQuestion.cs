namespace SleepTime.Engine.Contexts;

/// <summary>A question offered on the Ask page.</summary>
public sealed class SuggestedQuestion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextId { get; init; }

    /// <summary>Place in the list, from 0.</summary>
    public required int Order { get; init; }

    public required string Text { get; init; }

    /// <summary>The right answer where it is known, to score runs against.</summary>
    public string? ExpectedAnswer { get; init; }
}
