using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sharing;

internal static class ShareQueries
{
    /// <summary>Links without their pictures, which may have megabytes each.</summary>
    public static IQueryable<ShareView> Views(this SleepTimeDbContext database, IQueryable<Share> shares) => shares.Select(share => new ShareView(
        share.Id,
        share.Kind,
        share.SubjectId,
        share.Kind == ShareKind.Comparison
            ? database.HistoryEntries.Where(entry => entry.Id == share.SubjectId).Select(entry => (Guid?)entry.ContextId).FirstOrDefault()
            : share.Kind == ShareKind.Run
            ? database.Runs.Where(run => run.Id == share.SubjectId).Select(run => (Guid?)run.ContextId).FirstOrDefault()
            : database.Contexts.Where(context => context.Id == share.SubjectId).Select(context => (Guid?)context.Id).FirstOrDefault(),
        share.Title,
        share.Owner,
        share.CreatedAt,
        share.ExpiresAt,
        share.RevokedAt,
        share.LastOpenedAt,
        share.OpenedCount,
        share.SnapshotBytes));

    /// <summary>Links that no longer work.</summary>
    public static IQueryable<Share> Dead(this IQueryable<Share> shares, DateTimeOffset now) => shares.Where(share => share.RevokedAt != null || share.ExpiresAt <= now);

    /// <summary>Links that work.</summary>
    public static IQueryable<Share> Live(this IQueryable<Share> shares, DateTimeOffset now) =>
        shares.Where(share => share.RevokedAt == null && (share.ExpiresAt == null || share.ExpiresAt > now));
}
