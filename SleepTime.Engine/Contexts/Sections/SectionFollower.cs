using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts.Sections;

/// <summary>Cuts a long text as soon as it is stored, so that its page says at once how many sections it has. Where this fails, whoever needs them cuts them.</summary>
internal sealed class SectionFollower(SectionStore sections, ModelHost models, IDbContextFactory<SleepTimeDbContext> databases) : IContextFollower
{
    public async Task OnVersionStoredAsync(Guid contextId, Guid versionId, string owner, CancellationToken cancellationToken)
    {
        if (models.Status.Hosted is not { } model)
            return;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tokens = await database.ContextVersions.Where(version => version.Id == versionId).Select(version => version.Tokens).SingleOrDefaultAsync(cancellationToken);
        if (SectionRoom.IsLong(tokens, model))
            await sections.ListAsync(versionId, model, cancellationToken);
    }

    /// <summary>The database takes them along.</summary>
    public Task OnDeletingAsync(Guid contextId, CancellationToken cancellationToken) => Task.CompletedTask;
}
