using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>Brings the bytes of a file onto the disk. Its row is written when the last one is there. Thread-safe.</summary>
internal sealed class UploadReceiver(IDbContextFactory<SleepTimeDbContext> databases, UploadFolder folder, UploadOptions options, ActivityFeed feed, TimeProvider time)
{
    private const int BufferBytes = 65_536;

    private readonly DocumentTypes _types = new(options);
    private int _arriving;

    public async Task<Upload> ReceiveAsync(string fileName, Stream content, string owner, bool storesDuplicate, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var name = UploadName.Clean(fileName);
        long written = 0;
        var arrives = false;
        try
        {
            var kind = _types.Of(name);
            Interlocked.Increment(ref _arriving);
            arrives = true;
            await MakeRoomAsync(cancellationToken);
            written = await WriteAsync(id, content, cancellationToken);
            if (written > options.MaxFileBytes)
                throw Refusals.FileTooLarge($"\"{ContextTitle.OfFile(name)}\"", options.MaxFileBytes);
            folder.Complete(id);
            return await AddAsync(New(written, kind, UploadState.Received, hasBytes: true), cancellationToken);
        }
        catch (ContextRefusedException refused)
        {
            folder.Delete(id);
            var failed = New(written + await CountRestAsync(content, cancellationToken), null, UploadState.Failed, hasBytes: false);
            (failed.Refusal, failed.Failure) = (refused.Reason, refused.Message);
            return await AddAsync(failed, cancellationToken);
        }
        catch
        {
            folder.Delete(id);
            throw;
        }
        finally
        {
            // From here on its row counts, if it has one.
            if (arrives)
                Interlocked.Decrement(ref _arriving);
        }

        Upload New(long size, DocumentKind? kind, UploadState state, bool hasBytes) => new()
        {
            Id = id,
            Owner = owner,
            FileName = name,
            Size = size,
            Kind = kind,
            State = state,
            HasBytes = hasBytes,
            StoresDuplicate = storesDuplicate,
            CreatedAt = time.GetUtcNow(),
            KeptUntil = time.GetUtcNow().AddHours(options.KeepHours),
        };
    }

    /// <returns>Bytes, or one buffer more than the limit: the rest is not written.</returns>
    private async Task<long> WriteAsync(Guid id, Stream content, CancellationToken cancellationToken)
    {
        await using var file = folder.Create(id);
        var buffer = new byte[BufferBytes];
        long size = 0;
        int read;
        while (size <= options.MaxFileBytes && (read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            size += read;
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return size;
    }

    /// <summary>Reads on to the end, so that the next file of the request can be reached and the sender hears the reason.</summary>
    private static async Task<long> CountRestAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            size += read;
        return size;
    }

    /// <summary>
    /// What is only kept for another try gives way to what is new; what waits does not, nor what arrives. Each file that arrives, this
    /// one among them, counts as the largest that there may be, since nobody knows yet how large it gets.
    /// </summary>
    private async Task MakeRoomAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // Before the rows are read: a file whose last byte comes meanwhile counts twice rather than never.
        var used = Volatile.Read(ref _arriving) * (long)options.MaxFileBytes;
        used += await database.Uploads.Where(upload => upload.HasBytes).SumAsync(upload => upload.Size, cancellationToken);
        // One alone is always taken.
        while (used > options.MaxWaitingBytes && used > options.MaxFileBytes)
            used -= await GiveUpOldestAsync(database, cancellationToken);
    }

    /// <returns>Bytes that are free now.</returns>
    private async Task<long> GiveUpOldestAsync(SleepTimeDbContext database, CancellationToken cancellationToken)
    {
        var oldest = await database.Uploads.Where(upload => upload.HasBytes && (upload.State == UploadState.Failed || upload.State == UploadState.Duplicate))
            .OrderBy(upload => upload.CreatedAt).FirstOrDefaultAsync(cancellationToken) ?? throw new UploadsFullException(options.MaxWaitingBytes);
        oldest.HasBytes = false;
        await database.SaveChangesAsync(cancellationToken);
        folder.Delete(oldest.Id);
        feed.Publish(new UploadChanged(oldest.Id));
        return oldest.Size;
    }

    private async Task<Upload> AddAsync(Upload upload, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.Uploads.Add(upload);
        await database.SaveChangesAsync(cancellationToken);
        feed.Publish(new UploadChanged(upload.Id));
        return upload;
    }
}
