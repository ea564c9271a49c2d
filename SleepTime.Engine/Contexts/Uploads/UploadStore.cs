using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>
/// The hand-overs of a file on its way to a context, each in one transaction: a crash leaves it received, or stored, and
/// never twice. Thread-safe.
/// </summary>
internal sealed partial class UploadStore(
    IDbContextFactory<SleepTimeDbContext> databases, UploadFolder folder, ModelHost models, IEnumerable<IContextFollower> followers,
    ActivityFeed feed, TimeProvider time, ILogger<UploadStore> logger)
{
    private readonly ContextAnnouncer _announcer = new(followers, feed, logger);

    /// <summary>Takes the oldest file that waits, so that nobody else does.</summary>
    /// <param name="plain">Those that need no process of their own, or the others.</param>
    public async Task<Upload?> ClaimAsync(bool plain, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var next = await database.Uploads.AsNoTracking()
                .Where(upload => upload.State == UploadState.Received && (plain ? upload.Kind == DocumentKind.Text : upload.Kind != DocumentKind.Text))
                .OrderBy(upload => upload.CreatedAt).ThenBy(upload => upload.Id).FirstOrDefaultAsync(cancellationToken);
            if (next is null)
                return null;
            var taken = await database.Uploads.Where(upload => upload.Id == next.Id && upload.State == UploadState.Received)
                .ExecuteUpdateAsync(set => set.SetProperty(upload => upload.State, UploadState.Extracting), cancellationToken);
            if (taken == 0)
                continue;
            feed.Publish(new UploadChanged(next.Id));
            return next;
        }
    }

    /// <summary>Makes it a context, unless another one has the same text and nobody wants it twice.</summary>
    /// <exception cref="Generation.ModelNotReadyException">No tokenizer is there to count with.</exception>
    public async Task StoreAsync(Upload upload, ExtractedText read, CancellationToken cancellationToken)
    {
        var model = models.Require();
        var tokens = TextIntake.Measure(read.Text, model);
        var (context, version) = Compose(upload, read.Text, tokens);

        await using (var database = await databases.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            models.RequireStill(model); // a new one counts what is stored by then
            var row = await database.Uploads.SingleOrDefaultAsync(stored => stored.Id == upload.Id, cancellationToken);
            if (row is null)
                return; // forgotten while it was being read
            if (!row.StoresDuplicate && await database.FindSameTextAsync(version.ContentHash, cancellationToken) is { } same)
            {
                (row.State, row.ContextId) = (UploadState.Duplicate, same.Id);
                await database.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                feed.Publish(new UploadChanged(upload.Id));
                return;
            }
            database.Contexts.Add(context);
            database.DocumentSources.Add(new DocumentSource { ContextVersionId = version.Id, FileName = upload.FileName, Kind = upload.Kind ?? DocumentKind.Text, Outline = read.Outline });
            (row.State, row.ContextId, row.Tokens, row.Gaps, row.HasBytes) = (UploadState.Stored, context.Id, tokens, read.Outline.Gaps, false);
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        // From here on it is stored whatever happens. A crash leaves a file that the next start takes away.
        TryDelete(upload.Id);
        await _announcer.VersionStoredAsync(context.Id, version.Id, upload.Owner);
        feed.Publish(new UploadChanged(upload.Id));
    }

    public async Task FailAsync(Guid id, ContextRefusal? refusal, string words, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Uploads.Where(upload => upload.Id == id && upload.State != UploadState.Stored).ExecuteUpdateAsync(set => set
            .SetProperty(upload => upload.State, UploadState.Failed)
            .SetProperty(upload => upload.Refusal, refusal)
            .SetProperty(upload => upload.Failure, words), cancellationToken);
        feed.Publish(new UploadChanged(id));
    }

    /// <summary>At the start: what was being read when the last process ended is read again, and files without a row go.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await ReceiveAgainAsync(cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var kept = await database.Uploads.Where(upload => upload.HasBytes).Select(upload => upload.Id).ToListAsync(cancellationToken);
        folder.DeleteAllBut(kept.ToHashSet());
        foreach (var id in kept.Where(id => !folder.Has(id)))
        {
            await database.Uploads.Where(upload => upload.Id == id).ExecuteUpdateAsync(set => set
                .SetProperty(upload => upload.HasBytes, false)
                .SetProperty(upload => upload.State, UploadState.Failed)
                .SetProperty(upload => upload.Failure, "Its bytes are no longer in the data directory. Upload it again."), cancellationToken);
        }
    }

    /// <summary>What was being read waits again. Not while anybody reads.</summary>
    /// <returns>How many do.</returns>
    public async Task<int> ReceiveAgainAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Uploads.Where(upload => upload.State == UploadState.Extracting)
            .ExecuteUpdateAsync(set => set.SetProperty(upload => upload.State, UploadState.Received), cancellationToken);
    }

    /// <summary>Forgets what was kept long enough.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var old = await database.Uploads
            .Where(upload => upload.KeptUntil < now && upload.State != UploadState.Received && upload.State != UploadState.Extracting)
            .Select(upload => upload.Id).ToListAsync(cancellationToken);
        foreach (var id in old)
        {
            await database.Uploads.Where(upload => upload.Id == id).ExecuteDeleteAsync(cancellationToken);
            folder.Delete(id);
            feed.Publish(new UploadChanged(id));
        }
    }

    private void TryDelete(Guid id)
    {
        try
        {
            folder.Delete(id);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(logger, exception, id);
        }
    }

    private (Context Context, ContextVersion Version) Compose(Upload upload, string text, int tokens)
    {
        var now = time.GetUtcNow();
        var context = new Context { Title = ContextTitle.OfFile(upload.FileName), Owner = upload.Owner, CreatedAt = now };
        var version = new ContextVersion { ContextId = context.Id, Number = 1, Text = text, ContentHash = ContextService.HashOf(text), Tokens = tokens, CreatedAt = now };
        context.Versions.Add(version);
        return (context, version);
    }

    [LoggerMessage(LogLevel.Warning, "The bytes of upload {UploadId}, which is stored, could not be taken away; the next start tries again.")]
    private static partial void LogNotDeleted(ILogger logger, Exception exception, Guid uploadId);
}
