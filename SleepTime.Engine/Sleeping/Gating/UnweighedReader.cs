using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>
/// Finds texts that nobody weighed: the server was stopped, the disk was full or the model was being exchanged between the
/// text being stored and the gate being asked, or between its decision and the job. Thread-safe.
/// </summary>
internal sealed class UnweighedReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <summary>Contexts with their owners, the newest first: their present text has no notes, never had a job, and was not skipped.</summary>
    public async Task<IReadOnlyList<(Guid ContextId, string Owner)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found =
            from context in database.Contexts
            join version in database.ContextVersions on context.Id equals version.ContextId
            where version.Number == context.CurrentVersionNumber
                && !database.NotesVersions.Any(notes => notes.ContextVersionId == version.Id)
                && !database.SleepJobs.Any(job => job.ContextVersionId == version.Id)
                && database.SleepDecisions.Where(decision => decision.ContextVersionId == version.Id)
                    .OrderByDescending(decision => decision.MadeAt).ThenByDescending(decision => decision.Id)
                    .Select(decision => (bool?)decision.Sleeps).FirstOrDefault() != false
            orderby context.CreatedAt descending
            select new { context.Id, context.Owner };
        return [.. (await found.ToListAsync(cancellationToken)).Select(context => (context.Id, context.Owner))];
    }
}
