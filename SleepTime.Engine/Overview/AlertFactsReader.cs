using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Overview;

/// <summary>Gathers what alerts are made from. Thread-safe.</summary>
internal sealed class AlertFactsReader(ModelHost model, SleepQueue sleep, SleepPolicyStore policies, GpuWatch gpu, TimeProvider time)
{
    private readonly DateTimeOffset _runningSince = time.GetUtcNow();

    public async Task<AlertFacts> ReadAsync(SleepTimeDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (status, waits) = (model.Status, sleep.Status);
        var lastPass = await database.SleepPasses.OrderByDescending(pass => pass.FinishedAt).Select(pass => (DateTimeOffset?)pass.FinishedAt).FirstOrDefaultAsync(cancellationToken);
        var lastSection = await database.SectionNotes.OrderByDescending(notes => notes.CreatedAt).Select(notes => (DateTimeOffset?)notes.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return new AlertFacts(
            now, _runningSince, status.State, status.Failure, waits, policies.Current, waits.State == IdleState.GpuBusy ? gpu.Busy : null,
            await database.SleepJobs.Where(job => job.State == SleepJobState.Queued && !job.Paused)
                .OrderBy(job => job.CreatedAt).Select(job => (DateTimeOffset?)job.CreatedAt).FirstOrDefaultAsync(cancellationToken),
            lastPass > lastSection || lastSection is null ? lastPass : lastSection,
            await FailedAsync(database, now - AlertRules.Patience, cancellationToken),
            await StaleAsync(database, status.Hosted, cancellationToken),
            await RefutedAsync(database, cancellationToken));
    }

    private static async Task<FailedJobs> FailedAsync(SleepTimeDbContext database, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var failed = await database.SleepJobs.AsNoTracking()
            .Where(job => job.State == SleepJobState.Failed && job.FinishedAt >= since
                && !database.SleepJobs.Any(later => later.ContextId == job.ContextId && later.CreatedAt > job.CreatedAt))
            .OrderByDescending(job => job.FinishedAt).Select(job => new { job.ContextId, job.FailureReason }).ToListAsync(cancellationToken);
        if (failed.Count == 0)
            return FailedJobs.None;
        var id = failed[0].ContextId;
        var title = await database.Contexts.Where(context => context.Id == id).Select(context => context.Title).SingleOrDefaultAsync(cancellationToken);
        return new FailedJobs(failed.Count, title is null ? null : new ContextName(id, title), failed[0].FailureReason);
    }

    private static async Task<ContextsFound> StaleAsync(SleepTimeDbContext database, HostedModel? model, CancellationToken cancellationToken)
    {
        if (model is null)
            return ContextsFound.None; // whose notes count is not known yet
        var (modelId, prompts) = (model.Id, model.Prompts.Version);
        // Most contexts are left out cheaply; of the rest their rows tell, as in the list of contexts.
        var suspects = database.Contexts.Where(context => database.NotesVersions.Any(notes => notes.ContextId == context.Id)
            && !context.Versions.Any(version => version.Number == context.CurrentVersionNumber
                && database.NotesVersions.Any(notes => notes.ContextVersionId == version.Id && notes.ModelId == modelId && notes.PromptVersion == prompts)));
        var stale = (await database.Rows(suspects, model).ToListAsync(cancellationToken)).Where(row => row.Notes == NotesState.Stale).OrderByDescending(row => row.EditedAt).ToList();
        return new ContextsFound(stale.Count, [.. stale.Take(Alert.MostContexts).Select(row => new ContextName(row.Id, row.Title))]);
    }

    private static async Task<ContextsFound> RefutedAsync(SleepTimeDbContext database, CancellationToken cancellationToken)
    {
        var refuted = await database.NewestOfPresentTexts()
            .Select(notes => new
            {
                notes.ContextId,
                notes.CreatedAt,
                All = notes.Lines.Count,
                Refuted = notes.Lines.Count(line => line.Struck && line.Verified == false && line.By != CheckedBy.Person), // what a person struck, or wrote, needs no alert
            })
            .Where(notes => notes.Refuted * 2 > notes.All)
            .Join(database.Contexts, notes => notes.ContextId, context => context.Id, (notes, context) => new { context.Id, context.Title, notes.CreatedAt })
            .OrderByDescending(context => context.CreatedAt)
            .ToListAsync(cancellationToken);
        return new ContextsFound(refuted.Count, [.. refuted.Take(Alert.MostContexts).Select(context => new ContextName(context.Id, context.Title))]);
    }
}
