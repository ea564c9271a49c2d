using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>What the queue's page shows, read at one time.</summary>
/// <param name="Jobs">Those of the filter; none where it is about what is not slept on.</param>
/// <param name="Skipped">Contexts that are not slept on, by the reason.</param>
/// <param name="Current">The job that is being worked on, also where the filter leaves it out.</param>
public sealed record QueueView(Page<SleepJobView> Jobs, JobCounts Counts, IReadOnlyDictionary<SkipReason, int> Skipped, SleepJobView? Current)
{
    public int SkippedTotal => Skipped.Values.Sum();

    public static async Task<QueueView> ReadAsync(SleepQueue sleep, SleepSettingsService settings, JobFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        var jobs = filter.Skipped ? new Page<SleepJobView>([], 0) : await ListPages.OrLastAsync(
            page, pageSize, number => sleep.ListAsync(number, pageSize, filter.State, contextId: null, filter.Paused, cancellationToken));
        var current = sleep.Status.CurrentJobId is { } id
            ? jobs.Items.FirstOrDefault(job => job.Id == id) ?? await sleep.FindAsync(id, cancellationToken) : null;
        return new QueueView(jobs, await sleep.CountAsync(cancellationToken), await settings.CountSkippedAsync(cancellationToken), current);
    }
}
