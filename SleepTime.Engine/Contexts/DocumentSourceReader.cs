using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts;

/// <summary>Tells which file a version of a context was read from and how that one is structured. Thread-safe.</summary>
public sealed class DocumentSourceReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <returns>Null for a text that was pasted or edited.</returns>
    public async Task<DocumentSource?> FindAsync(Guid contextVersionId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.DocumentSources.AsNoTracking().SingleOrDefaultAsync(source => source.ContextVersionId == contextVersionId, cancellationToken);
    }
}
