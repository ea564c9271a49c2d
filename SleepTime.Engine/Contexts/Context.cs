namespace SleepTime.Engine.Contexts;

/// <summary>A text that the team gave. Its text lives in versions; the newest one is current.</summary>
public sealed class Context
{
    public const int MaxTitleLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Title { get; set; }

    /// <summary>Who made it.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True for the texts put in at the first start.</summary>
    public bool IsSample { get; init; }

    /// <summary><see cref="ContextVersion.Number"/> of the current version.</summary>
    public int CurrentVersionNumber { get; set; } = 1;

    public List<ContextVersion> Versions { get; init; } = [];

    public List<SuggestedQuestion> SuggestedQuestions { get; init; } = [];
}
