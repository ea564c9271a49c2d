using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

/// <summary>Reads jobs as lists and pages show them: what is stored, with what is being written right now. Thread-safe.</summary>
internal sealed class SleepJobReader(IDbContextFactory<SleepTimeDbContext> databases, SleepMonitor monitor)
{
    private const int ReadAtOnce = 50;

    public async Task<Page<SleepJobView>> ListAsync(int page, int pageSize, SleepJobState? state, Guid? contextId, bool? paused, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var jobs = Matching(database, state, contextId, paused);
        return new Page<SleepJobView>(await ReadAsync(database, Ordered(jobs).Skip((page - 1) * pageSize).Take(pageSize), cancellationToken), await jobs.CountAsync(cancellationToken));
    }

    /// <summary>All of them in the order of the list, a few in memory at a time.</summary>
    public async IAsyncEnumerable<SleepJobView> ReadAllAsync(SleepJobState? state, Guid? contextId, bool? paused, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // By what the list has at one moment: a job that ends meanwhile changes its place.
        var ids = await Ordered(Matching(database, state, contextId, paused)).Select(job => job.Id).ToListAsync(cancellationToken);
        foreach (var some in ids.Chunk(ReadAtOnce))
        {
            var read = (await ReadAsync(database, database.SleepJobs.AsNoTracking().Where(job => some.Contains(job.Id)), cancellationToken)).ToDictionary(job => job.Id);
            foreach (var id in some.Where(read.ContainsKey))
                yield return read[id];
        }
    }

    private static IQueryable<SleepJob> Matching(SleepTimeDbContext database, SleepJobState? state, Guid? contextId, bool? paused)
    {
        var jobs = database.SleepJobs.AsNoTracking();
        if (state is not null)
            jobs = jobs.Where(job => job.State == state);
        if (contextId is not null)
            jobs = jobs.Where(job => job.ContextId == contextId);
        if (paused is not null)
            jobs = jobs.Where(job => (job.Paused && job.State == SleepJobState.Queued) == paused); // one that has ended keeps its mark without meaning
        return jobs;
    }

    private static IQueryable<SleepJob> Ordered(IQueryable<SleepJob> jobs) => jobs
        .OrderBy(job => job.State == SleepJobState.Running ? 0 : job.State == SleepJobState.Queued ? 1 : 2)
        .ThenByDescending(job => job.State == SleepJobState.Running || job.State == SleepJobState.Queued ? null : job.FinishedAt)
        .ThenBy(job => job.Rank == null)
        .ThenBy(job => job.Rank)
        .ThenByDescending(job => job.Priority)
        .ThenBy(job => job.CreatedAt)
        .ThenBy(job => job.Id);

    public async Task<JobCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await database.SleepJobs
            .GroupBy(job => new { job.State, Paused = job.Paused && job.State == SleepJobState.Queued })
            .Select(group => new { group.Key.State, group.Key.Paused, Count = group.Count() })
            .ToListAsync(cancellationToken);
        int Of(SleepJobState state, bool paused = false) => counts.Where(group => group.State == state && group.Paused == paused).Sum(group => group.Count);
        return new JobCounts(
            Of(SleepJobState.Running), Of(SleepJobState.Queued), Of(SleepJobState.Queued, paused: true),
            Of(SleepJobState.Completed), Of(SleepJobState.Failed), Of(SleepJobState.Cancelled));
    }

    public async Task<SleepJobView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await ReadAsync(database, database.SleepJobs.AsNoTracking().Where(job => job.Id == id), cancellationToken);
        return found.SingleOrDefault();
    }

    /// <summary>What happened to a job, oldest first.</summary>
    public async Task<IReadOnlyList<SleepEvent>> LogAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.SleepEvents.AsNoTracking().Where(happened => happened.JobId == id)
            .OrderBy(happened => happened.At).ThenBy(happened => happened.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The job of a version that waits or runs.</summary>
    public Task<SleepJobView?> FindUnderwayAsync(Guid versionId, CancellationToken cancellationToken) =>
        FindFirstAsync(
            database => database.SleepJobs
                .Where(job => job.ContextVersionId == versionId && (job.State == SleepJobState.Queued || job.State == SleepJobState.Running))
                .Select(job => (Guid?)job.Id),
            cancellationToken);

    /// <summary>The job that made the newest notes of a version by this model and its prompts.</summary>
    public Task<SleepJobView?> FindMakerOfNotesAsync(Guid versionId, HostedModel model, CancellationToken cancellationToken) =>
        FindFirstAsync(
            database => database.NotesVersions
                .Where(notes => notes.ContextVersionId == versionId && notes.JobId != null)
                .By(model)
                .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id)
                .Select(notes => notes.JobId),
            cancellationToken);

    /// <summary>Null when there is no such context.</summary>
    public async Task<Guid?> FindCurrentVersionAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ContextVersions
            .Where(version => version.ContextId == contextId
                && database.Contexts.Any(context => context.Id == contextId && context.CurrentVersionNumber == version.Number))
            .Select(version => (Guid?)version.Id)
            .SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<SleepJobView?> FindFirstAsync(Func<SleepTimeDbContext, IQueryable<Guid?>> query, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var id = await query(database).FirstOrDefaultAsync(cancellationToken);
        return id is { } found ? await FindAsync(found, cancellationToken) : null;
    }

    private async Task<IReadOnlyList<SleepJobView>> ReadAsync(SleepTimeDbContext database, IQueryable<SleepJob> query, CancellationToken cancellationToken)
    {
        var jobs = await query.Include(job => job.Passes.OrderBy(pass => pass.Kind).ThenBy(pass => pass.Number).ThenBy(pass => pass.Sample)).Include(job => job.Checks).AsSplitQuery().ToListAsync(cancellationToken);
        var contextIds = jobs.Select(job => job.ContextId).Distinct().ToList();
        var versionIds = jobs.Select(job => job.ContextVersionId).Distinct().ToList();
        var contexts = await database.Contexts
            .Where(context => contextIds.Contains(context.Id))
            .ToDictionaryAsync(context => context.Id, context => new { context.Title, context.CurrentVersionNumber }, cancellationToken);
        var versions = await database.ContextVersions
            .Where(version => versionIds.Contains(version.Id))
            .Select(version => new
            {
                version.Id,
                version.Number,
                Decision = database.SleepDecisions.Where(decision => decision.ContextVersionId == version.Id)
                    .OrderByDescending(decision => decision.MadeAt).ThenByDescending(decision => decision.Id)
                    .Select(decision => new { decision.Reason, decision.SleepTokens }).FirstOrDefault(),
            })
            .ToDictionaryAsync(version => version.Id, cancellationToken);

        var underway = await database.SleepJobs
            .Where(job => versionIds.Contains(job.ContextVersionId) && (job.State == SleepJobState.Queued || job.State == SleepJobState.Running))
            .Select(job => job.ContextVersionId)
            .ToListAsync(cancellationToken);
        var (first, last) = jobs.Exists(job => job.State == SleepJobState.Queued) ? await FindEndsAsync(database, cancellationToken) : (null, null);

        // A context that was deleted between two of these queries took its jobs along.
        return [.. jobs
            .Where(job => contexts.ContainsKey(job.ContextId) && versions.ContainsKey(job.ContextVersionId))
            .Select(job => View(job, contexts[job.ContextId].Title, versions[job.ContextVersionId].Number) with
            {
                Worth = versions[job.ContextVersionId].Decision is { } decision ? SleepDecision.VerdictOf(decision.Reason) : null,
                ExpectedTokens = versions[job.ContextVersionId].Decision?.SleepTokens,
                CanRetry = contexts[job.ContextId].CurrentVersionNumber == versions[job.ContextVersionId].Number && !underway.Contains(job.ContextVersionId),
                IsFirst = job.Id == first,
                IsLast = job.Id == last,
            })];
    }

    /// <summary>Who is first and last of all that wait, paused ones with them: moving goes past those too.</summary>
    private static async Task<(Guid? First, Guid? Last)> FindEndsAsync(SleepTimeDbContext database, CancellationToken cancellationToken)
    {
        var waiting = database.SleepJobs.Where(job => job.State == SleepJobState.Queued).InOrder();
        return (await waiting.Select(job => (Guid?)job.Id).FirstOrDefaultAsync(cancellationToken), await waiting.Select(job => (Guid?)job.Id).LastOrDefaultAsync(cancellationToken));
    }

    private SleepJobView View(SleepJob job, string title, int version)
    {
        var live = monitor.Current is { } work && work.JobId == job.Id && job.State == SleepJobState.Running ? work : null;
        return new SleepJobView(
            job.Id, job.ContextId, title, version, job.State, job.PassesWanted, job.PassesDone,
            job.StepAsideCount + (live?.StepAsideCount ?? 0),
            job.Usage, job.CreatedAt, job.StartedAt, job.FinishedAt, job.End, job.FailureReason, job.Paused,
            [.. job.Passes.Where(pass => pass.Kind == SleepPassKind.Notes && (job.Sections is null || pass.Number > 0))], job.Passes.FirstOrDefault(pass => pass.Kind == SleepPassKind.Questions),
            job.Sections is null ? job.Checks : [.. job.Checks.Where(check => check.Section > 0)], live?.Progress, job.Samples, Sections: job.Sections, SectionsDone: job.SectionsDone);
    }
}
