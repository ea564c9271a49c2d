using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>
/// Has a job start anew that another model or other prompts began, as after a restart with another model: one version of
/// notes would hold passes of both, under the name of the second. Thread-safe.
/// </summary>
internal sealed class JobRenewal(ModelHost host, NotesCarrier carrier, SleepStore store)
{
    /// <summary>Killed before the change is stored, the next step makes it; killed after it, the job is like one just queued.</summary>
    /// <returns>Whether what is known of the job is out of date by it.</returns>
    /// <exception cref="ModelNotReadyException">There is no model to write it anew.</exception>
    public async Task<bool> RenewAsync(SleepJob job, CancellationToken cancellationToken)
    {
        var model = host.Require();
        if (job.ModelId == model.Id && job.PromptVersion == model.Prompts.Version)
            return false;
        var carried = await carrier.CarryAsync(job, model, cancellationToken);
        var began = job.PassesDone > 0 || job.Passes.Count > 0 || job.SectionsDone > 0;
        await store.ChangeAsync(job, began ? $"Begun anew, because {Why(job, model)}.{carried.Words}" : null, async database =>
        {
            var wanted = Math.Min(job.PassesWanted, model.Prompts.SleepPasses);
            var renewed = await database.SleepJobs
                .Where(stored => stored.Id == job.Id && stored.State == SleepJobState.Running)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(stored => stored.ModelId, model.Id).SetProperty(stored => stored.PromptVersion, model.Prompts.Version)
                        .SetProperty(stored => stored.PassesDone, 0).SetProperty(stored => stored.PassesWanted, wanted)
                        .SetProperty(stored => stored.Sections, (int?)null).SetProperty(stored => stored.SectionsDone, 0)
                        .SetProperty(stored => stored.SectionUsage.PromptTokens, 0).SetProperty(stored => stored.SectionUsage.CachedTokens, 0)
                        .SetProperty(stored => stored.SectionUsage.CompletionTokens, 0),
                    cancellationToken);
            if (renewed == 0)
                return false;
            await database.SleepPasses.Where(pass => pass.JobId == job.Id).ExecuteDeleteAsync(cancellationToken);
            await database.NoteChecks.Where(check => check.JobId == job.Id).ExecuteDeleteAsync(cancellationToken);
            database.SleepPasses.AddRange(carried.Passes);
            database.NoteChecks.AddRange(carried.Checks);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        return true;
    }

    private static string Why(SleepJob job, HostedModel model) => job.ModelId switch
    {
        null => "it is not known which model wrote what was there",
        var other when other != model.Id => $"what was there was written by another model, {other}",
        _ => "what was there was written by other prompts",
    };
}
