using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sharing.Snapshots;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sharing;

/// <summary>Read-only links to frozen pictures: made, listed, taken back, opened. Thread-safe.</summary>
public sealed partial class ShareService(
    IDbContextFactory<SleepTimeDbContext> databases, SnapshotTaker snapshots, IOptions<SharingOptions> options, ActivityFeed feed, TimeProvider time, ILogger<ShareService> logger)
{
    /// <summary>Longest time that a link can be given before it expires. One that never does is given none.</summary>
    public static TimeSpan LongestLifetime { get; } = TimeSpan.FromDays(365);

    /// <summary>Takes a picture and makes a link to it.</summary>
    /// <param name="subjectId">The comparison, the run or the context; null for the Overview.</param>
    /// <param name="lifetime">How long it works, more than nothing up to <see cref="LongestLifetime"/>; null for until it is revoked.</param>
    /// <returns>The link with its token, which is told this once; null when there is nothing to share under this id.</returns>
    /// <exception cref="ShareRefusedException">It is blind and not voted on, still being written, too large, or there are too many links.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is out of its range.</exception>
    public async Task<NewShare?> CreateAsync(ShareKind kind, Guid? subjectId, TimeSpan? lifetime, string owner, CancellationToken cancellationToken)
    {
        if (lifetime is { } span)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero, nameof(lifetime));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(span, LongestLifetime, nameof(lifetime));
        }
        if (await snapshots.TakeAsync(kind, subjectId, owner, cancellationToken) is not { } snapshot)
            return null;
        var json = snapshot.ToJson();
        var bytes = Encoding.UTF8.GetByteCount(json);
        if (bytes > options.Value.MaxSnapshotBytes)
            throw new ShareRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"What would be shared has {bytes:N0} bytes; {options.Value.MaxSnapshotBytes:N0} are allowed. Share a part of it, or raise SleepTime:Sharing:MaxSnapshotBytes."));

        var token = ShareToken.Create();
        var share = new Share
        {
            TokenHash = ShareToken.Hash(token), Kind = kind, SubjectId = kind == ShareKind.Overview ? null : subjectId, Title = snapshot.Title,
            Snapshot = json, SnapshotBytes = bytes, Owner = owner, CreatedAt = snapshot.FrozenAt, ExpiresAt = snapshot.FrozenAt + lifetime,
        };
        await StoreAsync(share, cancellationToken);
        feed.Publish(new SharesChanged());
        return await FindAsync(share.Id, cancellationToken) is { } view ? new NewShare(view, token) : null;
    }

    /// <summary>All links, dead ones too, newest first.</summary>
    /// <param name="page">From 1; beyond the last one it is empty.</param>
    /// <param name="pageSize">1 or more.</param>
    public async Task<Page<ShareView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var shown = database.Shares.OrderByDescending(share => share.CreatedAt).ThenByDescending(share => share.Id)
            .Skip((int)Math.Min(int.MaxValue, (page - 1L) * pageSize)).Take(pageSize);
        return new Page<ShareView>(await database.Views(shown).ToListAsync(cancellationToken), await database.Shares.CountAsync(cancellationToken));
    }

    public async Task<ShareView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Views(database.Shares.Where(share => share.Id == id)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes a link back at once and for good, and deletes its picture. Taking it back twice changes nothing.</summary>
    /// <returns>False when there is no such link.</returns>
    public async Task<bool> RevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (!await database.Shares.AnyAsync(share => share.Id == id, cancellationToken))
            return false;
        var now = time.GetUtcNow();
        await database.Shares.Where(share => share.Id == id && share.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(share => share.RevokedAt, now).SetProperty(share => share.Snapshot, (string?)null), cancellationToken);
        feed.Publish(new SharesChanged());
        return true;
    }

    /// <summary>What a link shows, counted as opened once more.</summary>
    /// <returns>Null for a token that was never given out, has expired or was revoked: whoever tries cannot tell which.</returns>
    public async Task<OpenedShare?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != ShareToken.Length)
            return null;
        var (hash, now) = (ShareToken.Hash(token), time.GetUtcNow());
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var live = database.Shares.Live(now).Where(share => share.TokenHash == hash);
        if (await live.Select(share => new { share.Snapshot, share.ExpiresAt }).SingleOrDefaultAsync(cancellationToken) is not { Snapshot: { } json } found)
            return null;
        try
        {
            await live.ExecuteUpdateAsync(
                set => set.SetProperty(share => share.OpenedCount, share => share.OpenedCount + 1).SetProperty(share => share.LastOpenedAt, now), cancellationToken);
            feed.Publish(new SharesChanged());
        }
        catch (SqliteException failure)
        {
            // A full disk keeps nobody from looking.
            LogNotCounted(logger, failure);
        }
        return new OpenedShare(SharedSnapshot.FromJson(json), found.ExpiresAt);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "That a shared link was opened could not be counted")]
    private static partial void LogNotCounted(ILogger logger, Exception failure);

    // In one transaction, which lets one writer in at a time: the bound holds also when two share at once.
    private async Task StoreAsync(Share share, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var dead = database.Shares.Dead(share.CreatedAt);
        await dead.Where(old => old.Snapshot != null).ExecuteUpdateAsync(set => set.SetProperty(old => old.Snapshot, (string?)null), cancellationToken);
        var over = await database.Shares.CountAsync(cancellationToken) - options.Value.MaxShares + 1;
        if (over > 0)
        {
            var forgotten = await dead.OrderBy(old => old.CreatedAt).ThenBy(old => old.Id).Take(over).Select(old => old.Id).ToListAsync(cancellationToken);
            if (forgotten.Count < over)
                throw new ShareRefusedException($"There are {options.Value.MaxShares:N0} links that work, which is the most. Revoke one that is no longer needed, then share this.");
            await database.Shares.Where(old => forgotten.Contains(old.Id)).ExecuteDeleteAsync(cancellationToken);
        }
        database.Add(share);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
