using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>Notes of sections, known by what the section says, and how far a job has come with them. Thread-safe.</summary>
internal sealed class SectionNotesStore(IDbContextFactory<SleepTimeDbContext> databases, SleepStore store)
{
    // Few enough for one statement.
    private const int HashesAtOnce = 500;

    /// <summary>The hashes of all parts of a context that have notes by this model and its prompts, with the effort that the newest of each took.</summary>
    /// <param name="since">Older ones do not count; null counts all.</param>
    public async Task<IReadOnlyDictionary<string, SectionEffort>> KnownAsync(Guid contextId, HostedModel model, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await Of(database, contextId, model.Id, model.Prompts.Version)
            .Where(notes => since == null || notes.CreatedAt >= since)
            .OrderBy(notes => notes.CreatedAt).ThenBy(notes => notes.Id)
            .Select(notes => new { notes.ContentHash, notes.PassesWanted, notes.Samples }).ToListAsync(cancellationToken);
        Dictionary<string, SectionEffort> known = [];
        foreach (var row in rows)
            known[row.ContentHash] = new SectionEffort(row.PassesWanted, row.Samples);
        return known;
    }

    /// <summary>The newest notes of each of these hashes; what has none is missing.</summary>
    /// <param name="modelId">Null for those of any model, like <paramref name="promptVersion"/>.</param>
    public async Task<IReadOnlyDictionary<string, SectionNotes>> FindAsync(
        Guid contextId, string? modelId, string? promptVersion, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        Dictionary<string, SectionNotes> found = [];
        foreach (var some in hashes.Chunk(HashesAtOnce))
        {
            var rows = await Of(database, contextId, modelId, promptVersion).AsNoTracking().Where(notes => some.Contains(notes.ContentHash))
                .OrderBy(notes => notes.CreatedAt).ThenBy(notes => notes.Id).ToListAsync(cancellationToken);
            foreach (var row in rows)
                found[row.ContentHash] = row;
        }
        return found;
    }

    /// <summary>
    /// Has a job work on a part: checkpoints of other parts go, as after an edit of the settings or when another job has
    /// done them meanwhile; their tokens stay counted. Killed before it, the next step does it.
    /// </summary>
    /// <param name="section">The part; 0 for a text that fits.</param>
    /// <param name="done">Parts with notes.</param>
    /// <param name="sections">Parts known; null for a text that fits.</param>
    /// <returns>Whether what is known of the job is out of date by it.</returns>
    public async Task<bool> TurnToAsync(SleepJob job, int section, int done, int? sections, CancellationToken cancellationToken)
    {
        bool Stays(SleepPass pass) => pass.Section == section || (pass.Section == 0 && pass.Number == 0);
        bool IsOf(Verification.NoteCheck check) => check.Section == section || check.Section == 0;
        var passes = job.Passes.Where(pass => pass.Section == section && pass.Kind == SleepPassKind.Notes).Select(pass => pass.Number).DefaultIfEmpty().Max();
        List<SleepPass> gone = [.. job.Passes.Where(pass => !Stays(pass))];
        List<Verification.NoteCheck> goneChecks = [.. job.Checks.Where(check => !IsOf(check))];
        if ((job.PassesDone, job.SectionsDone, job.Sections) == (passes, done, sections) && gone.Count == 0 && goneChecks.Count == 0)
            return false;
        var spent = gone.Select(pass => pass.Usage).Concat(goneChecks.Select(check => check.Usage)).Aggregate(Generation.TokenUsage.None, (sum, usage) => sum + usage);
        List<Guid> passIds = [.. gone.Select(pass => pass.Id)];
        List<Guid> checkIds = [.. goneChecks.Select(check => check.Id)];
        await store.ChangeAsync(job, log: null, async database =>
        {
            if (await database.SleepJobs.Where(stored => stored.Id == job.Id && stored.State == SleepJobState.Running)
                .ExecuteUpdateAsync(
                    set => Spend(set, spent).SetProperty(stored => stored.PassesDone, passes).SetProperty(stored => stored.SectionsDone, done).SetProperty(stored => stored.Sections, sections),
                    cancellationToken) == 0)
                return false;
            await database.SleepPasses.Where(pass => passIds.Contains(pass.Id)).ExecuteDeleteAsync(cancellationToken);
            await database.NoteChecks.Where(check => checkIds.Contains(check.Id)).ExecuteDeleteAsync(cancellationToken);
            return true;
        }, cancellationToken);
        return true;
    }

    /// <summary>
    /// The checkpoint of a part: its notes, and its passes and verdicts gone, together or not at all. Killed before it, the
    /// next step stores the same again without generating anything; killed after it, the part is never slept on again.
    /// </summary>
    /// <returns>False when the job was cancelled, paused or deleted meanwhile.</returns>
    public Task<bool> AddAsync(SleepJob job, int section, SectionNotes notes, string? log, int steppedAside, CancellationToken cancellationToken) =>
        store.ChangeAsync(job, log, async database =>
        {
            if (await database.SleepJobs.Where(stored => stored.Id == job.Id && stored.State == SleepJobState.Running)
                .ExecuteUpdateAsync(
                    set => Spend(set, notes.Usage).SetProperty(stored => stored.PassesDone, 0).SetProperty(stored => stored.SectionsDone, stored => stored.SectionsDone + 1)
                        .SetProperty(stored => stored.StepAsideCount, stored => stored.StepAsideCount + steppedAside),
                    cancellationToken) == 0)
                return false;
            // Those that it made before another model was loaded.
            await database.SectionNotes.Where(before => before.JobId == job.Id && before.ContentHash == notes.ContentHash).ExecuteDeleteAsync(cancellationToken);
            database.SectionNotes.Add(notes);
            await database.SaveChangesAsync(cancellationToken);
            await database.SleepPasses.Where(pass => pass.JobId == job.Id && pass.Section == section).ExecuteDeleteAsync(cancellationToken);
            await database.NoteChecks.Where(check => check.JobId == job.Id && check.Section == section).ExecuteDeleteAsync(cancellationToken);
            return true;
        }, cancellationToken);

    private static UpdateSettersBuilder<SleepJob> Spend(UpdateSettersBuilder<SleepJob> set, Generation.TokenUsage usage) => set
        .SetProperty(job => job.SectionUsage.PromptTokens, job => job.SectionUsage.PromptTokens + usage.PromptTokens)
        .SetProperty(job => job.SectionUsage.CachedTokens, job => job.SectionUsage.CachedTokens + usage.CachedTokens)
        .SetProperty(job => job.SectionUsage.CompletionTokens, job => job.SectionUsage.CompletionTokens + usage.CompletionTokens);

    private static IQueryable<SectionNotes> Of(SleepTimeDbContext database, Guid contextId, string? modelId, string? promptVersion) =>
        database.SectionNotes.Where(notes => notes.ContextId == contextId && (modelId == null || notes.ModelId == modelId) && (promptVersion == null || notes.PromptVersion == promptVersion));
}
