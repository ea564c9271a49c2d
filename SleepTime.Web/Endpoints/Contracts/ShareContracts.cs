using System.ComponentModel;
using SleepTime.Engine.Sharing;

namespace SleepTime.Web.Endpoints.Contracts;

public sealed record CreateShareRequest(
    [property: Description("comparison, run, context or overview.")] ShareKind? Kind,
    [property: Description("Of the comparison, the run or the context; left out for the overview.")] Guid? Id,
    [property: Description("1 to 365; left out or null for a link that works until it is revoked.")] int? ExpiresInDays)
{
    /// <exception cref="InvalidRequestException">Something is missing or out of its range.</exception>
    public (ShareKind Kind, Guid? Id, TimeSpan? Lifetime) Validated()
    {
        if (Kind is not { } kind)
            throw new InvalidRequestException("kind", "kind is missing; it must be comparison, run, context or overview.");
        if (kind == ShareKind.Overview ? Id is not null : Id is null)
            throw new InvalidRequestException("id", kind == ShareKind.Overview
                ? "id is given, but there is only one overview. Leave it out."
                : "id is missing; it must be that of the comparison, run or context to share.");
        if (ExpiresInDays is { } days && (days < 1 || days > ShareService.LongestLifetime.TotalDays))
            throw new InvalidRequestException("expiresInDays", $"expiresInDays is {days}; it must be from 1 to {ShareService.LongestLifetime.TotalDays}, or left out for a link that never expires.");
        return (kind, Id, ExpiresInDays is { } lifetime ? TimeSpan.FromDays(lifetime) : null);
    }
}

/// <summary>A link, without what opens it.</summary>
/// <param name="SubjectId">Of the comparison, the run or the context; null for the overview.</param>
/// <param name="OriginalGone">What was shared was deleted since; the link shows it all the same.</param>
/// <param name="ExpiresAt">Null for a link that never expires.</param>
/// <param name="Bytes">Size of the frozen picture.</param>
public sealed record ShareResponse(
    Guid Id, ShareKind Kind, Guid? SubjectId, bool OriginalGone, string Title, string Owner, ShareState State, DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastOpenedAt, int OpenedCount, int Bytes)
{
    public static ShareResponse From(ShareView share, DateTimeOffset now) => new(
        share.Id, share.Kind, share.SubjectId, share.IsOriginalGone, share.Title, share.Owner, share.StateAt(now), share.CreatedAt,
        share.ExpiresAt, share.RevokedAt, share.LastOpenedAt, share.OpenedCount, share.SnapshotBytes);
}

/// <param name="Path">What opens it, below the address of this site. It is told this once: only its hash is kept.</param>
public sealed record NewShareResponse(ShareResponse Share, string Path);
