using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Sharing;

/// <summary>
/// A link that shows something as it was when it was shared, to whoever has the link. The picture is complete by itself:
/// it outlives what it was taken of.
/// </summary>
public sealed class Share
{
    public const int MaxTitleLength = Context.MaxTitleLength;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Of the link's token, as <see cref="ShareToken.Hash"/> gives it. The token itself is kept nowhere.</summary>
    public required string TokenHash { get; init; }

    public required ShareKind Kind { get; init; }

    /// <summary>The comparison, the run or the context; null for the Overview. It may be gone by now.</summary>
    public Guid? SubjectId { get; init; }

    public required string Title { get; init; }

    /// <summary>A <see cref="Snapshots.SharedSnapshot"/> as JSON; null once the link is dead, since nobody can see it any more.</summary>
    public string? Snapshot { get; set; }

    /// <summary>Size of the picture when it was taken, in bytes of UTF-8.</summary>
    public required int SnapshotBytes { get; init; }

    public required string Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on the link no longer works; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When somebody took it back; null while nobody did.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    public DateTimeOffset? LastOpenedAt { get; set; }

    public int OpenedCount { get; set; }
}
