using SleepTime.Engine.Sharing.Snapshots;

namespace SleepTime.Engine.Sharing;

/// <summary>Whether a link works.</summary>
public enum ShareState
{
    Live,
    Expired,

    /// <summary>Somebody took it back. This goes before expired.</summary>
    Revoked,
}

/// <summary>A link in the list, without its picture.</summary>
/// <param name="ContextId">Where the original is found; null for the Overview, and when the original is gone.</param>
/// <param name="SnapshotBytes">Size of the picture when it was taken.</param>
public sealed record ShareView(
    Guid Id, ShareKind Kind, Guid? SubjectId, Guid? ContextId, string Title, string Owner, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt, DateTimeOffset? LastOpenedAt, int OpenedCount, int SnapshotBytes)
{
    /// <summary>What was shared was deleted since. The link shows it all the same.</summary>
    public bool IsOriginalGone => Kind != ShareKind.Overview && ContextId is null;

    public ShareState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? ShareState.Revoked : ExpiresAt <= now ? ShareState.Expired : ShareState.Live;
}

/// <summary>A link that was just made.</summary>
/// <param name="Token">What its address ends in. It is told here and never again.</param>
public sealed record NewShare(ShareView Share, string Token);

/// <summary>What somebody with a link sees.</summary>
/// <param name="ExpiresAt">Until when the link works; null for until it is revoked.</param>
public sealed record OpenedShare(SharedSnapshot Snapshot, DateTimeOffset? ExpiresAt);
