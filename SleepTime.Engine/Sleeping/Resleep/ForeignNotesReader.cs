using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>Finds texts that have notes, but none by the model that is loaded. Thread-safe.</summary>
internal sealed class ForeignNotesReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <summary>Contexts with their owners; left out are those that the gate has skipped since the notes were made.</summary>
    public async Task<IReadOnlyList<(Guid ContextId, string Owner)>> ListAsync(HostedModel model, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var own = database.NotesVersions.By(model);
        var found =
            from context in database.Contexts
            join version in database.ContextVersions on context.Id equals version.ContextId
            where version.Number == context.CurrentVersionNumber
                && database.NotesVersions.Any(notes => notes.ContextVersionId == version.Id)
                && !own.Any(notes => notes.ContextVersionId == version.Id)
                && !database.SleepDecisions.Any(decision => decision.ContextVersionId == version.Id && !decision.Sleeps
                    && decision.MadeAt > database.NotesVersions.Where(notes => notes.ContextVersionId == version.Id).Max(notes => notes.CreatedAt))
            orderby context.CreatedAt descending
            select new { context.Id, context.Owner };
        return [.. (await found.ToListAsync(cancellationToken)).Select(context => (context.Id, context.Owner))];
    }
}
