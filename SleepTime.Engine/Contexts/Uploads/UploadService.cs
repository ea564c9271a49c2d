using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>
/// Takes files, tells where each stands, and lets people try again, decide on duplicates and forget. Reading them is the
/// processor's work, off the request. Thread-safe.
/// </summary>
public sealed class UploadService
{
    private readonly IDbContextFactory<SleepTimeDbContext> _databases;
    private readonly UploadReceiver _receiver;
    private readonly UploadFolder _folder;
    private readonly UploadOptions _options;
    private readonly ActivityFeed _feed;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, ExtractionProgress> _progress = new();

    internal UploadService(IDbContextFactory<SleepTimeDbContext> databases, UploadFolder folder, IOptions<UploadOptions> options, ActivityFeed feed, TimeProvider time)
    {
        (_databases, _folder, _options, _feed, _time) = (databases, folder, options.Value, feed, time);
        _receiver = new UploadReceiver(databases, folder, options.Value, feed, time);
    }

    /// <summary>
    /// Takes a file in: writes its bytes to disk as they come and queues it. One that is too large or of a type that is
    /// not accepted is listed as failed, with the reason; the rest of its bytes is read and thrown away.
    /// </summary>
    /// <param name="storesDuplicate">Whether the same text may be stored a second time.</param>
    /// <exception cref="UploadsFullException">Too much waits already.</exception>
    /// <exception cref="IOException">The stream broke off, or the disk is full; nothing of it is kept.</exception>
    public Task<Upload> ReceiveAsync(string fileName, Stream content, string owner, bool storesDuplicate, CancellationToken cancellationToken) =>
        _receiver.ReceiveAsync(fileName, content, owner, storesDuplicate, cancellationToken);

    /// <summary>Underway first, then the newest: what was sent last is what is looked for.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 or more.</param>
    public async Task<Page<UploadDetails>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var total = await database.Uploads.CountAsync(cancellationToken);
        var ordered = database.Uploads.AsNoTracking()
            .OrderBy(upload => upload.State == UploadState.Extracting ? 0 : upload.State == UploadState.Received ? 1 : 2)
            .ThenByDescending(upload => upload.CreatedAt).ThenByDescending(upload => upload.Id)
            .Skip((page - 1) * pageSize).Take(pageSize);
        return new Page<UploadDetails>(await DetailsAsync(database, ordered, cancellationToken), total);
    }

    public async Task<UploadDetails?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return (await DetailsAsync(database, database.Uploads.AsNoTracking().Where(upload => upload.Id == id), cancellationToken)).SingleOrDefault();
    }

    public async Task<UploadCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var counts = await database.Uploads.GroupBy(upload => upload.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        int Of(UploadState state) => counts.GetValueOrDefault(state);
        return new(Of(UploadState.Received) + Of(UploadState.Extracting), Of(UploadState.Stored), Of(UploadState.Duplicate), Of(UploadState.Failed));
    }

    /// <summary>Waits until it is stored, failed, or found to be a duplicate.</summary>
    /// <returns>Null when it was forgotten meanwhile.</returns>
    public async Task<Upload?> WaitAsync(Guid id, CancellationToken cancellationToken)
    {
        using var changed = new SemaphoreSlim(0);
        // Subscribed before reading, so that no change falls between the two.
        using var subscription = _feed.Subscribe(activity =>
        {
            if (activity is UploadChanged { UploadId: var other } && other == id)
                changed.Release();
        });
        while (true)
        {
            var upload = (await FindAsync(id, cancellationToken))?.Upload;
            if (upload is not { State: UploadState.Received or UploadState.Extracting })
                return upload;
            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Queues a failed one or a duplicate again; the bytes that are kept serve.</summary>
    /// <param name="storesDuplicate">Whether the same text may be stored a second time.</param>
    /// <returns>False when there is none in such a state, or its bytes are gone.</returns>
    public async Task<bool> RetryAsync(Guid id, bool storesDuplicate, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var keptUntil = _time.GetUtcNow().AddHours(_options.KeepHours);
        var queued = await database.Uploads
            .Where(upload => upload.Id == id && upload.HasBytes && (upload.State == UploadState.Failed || upload.State == UploadState.Duplicate))
            .ExecuteUpdateAsync(set => set
                .SetProperty(upload => upload.State, UploadState.Received)
                .SetProperty(upload => upload.Refusal, (ContextRefusal?)null)
                .SetProperty(upload => upload.Failure, (string?)null)
                .SetProperty(upload => upload.ContextId, (Guid?)null)
                .SetProperty(upload => upload.StoresDuplicate, upload => upload.StoresDuplicate || storesDuplicate)
                .SetProperty(upload => upload.KeptUntil, keptUntil), cancellationToken);
        if (queued > 0)
            _feed.Publish(new UploadChanged(id));
        return queued > 0;
    }

    /// <summary>Forgets an upload and its bytes; the context that it became stays. One that is being read is not stored any more.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var deleted = await database.Uploads.Where(upload => upload.Id == id).ExecuteDeleteAsync(cancellationToken);
        _folder.Delete(id);
        if (deleted > 0)
            _feed.Publish(new UploadChanged(id));
        return deleted > 0;
    }

    /// <summary>Forgets those that are stored; what failed or waits for a decision stays.</summary>
    public async Task ForgetStoredAsync(CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        if (await database.Uploads.Where(upload => upload.State == UploadState.Stored).ExecuteDeleteAsync(cancellationToken) > 0)
            _feed.Publish(new UploadChanged(Guid.Empty));
    }

    internal void Tell(Guid id, ExtractionProgress progress)
    {
        _progress[id] = progress;
        _feed.Publish(new UploadChanged(id));
    }

    internal void ForgetProgress(Guid id) => _progress.TryRemove(id, out _);

    private async Task<List<UploadDetails>> DetailsAsync(SleepTimeDbContext database, IQueryable<Upload> uploads, CancellationToken cancellationToken)
    {
        var rows = await uploads.Select(upload => new
        {
            upload,
            Title = database.Contexts.Where(context => context.Id == upload.ContextId).Select(context => context.Title).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new UploadDetails(row.upload, row.Title, _progress.GetValueOrDefault(row.upload.Id)))];
    }
}
