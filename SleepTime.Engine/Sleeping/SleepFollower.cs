using Microsoft.Extensions.Logging;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>Has the gate consider each new version of a context; sleeps on nothing that is out of date or about to go.</summary>
internal sealed partial class SleepFollower(
    SleepQueue queue, SleepStore store, SleepJobReader reader, SleepMonitor monitor, ILogger<SleepFollower> logger) : IContextFollower
{
    public const string Superseded = "The text was edited, so that these notes would have been out of date at once. A job for the new version does the work.";

    public async Task OnVersionStoredAsync(Guid contextId, Guid versionId, string owner, CancellationToken cancellationToken)
    {
        // Not of this version but of the current one: two edits may be told the other way round.
        var current = await reader.FindCurrentVersionAsync(contextId, cancellationToken);
        await EndAsync(contextId, job => job.ContextVersionId != current, Superseded, cancellationToken);
        try
        {
            await queue.ConsiderAsync(contextId, owner, cancellationToken);
        }
        catch (ModelNotReadyException failure)
        {
            // The text is stored; its page offers to start a job once there is a model again.
            LogNoJob(logger, contextId, failure.Message);
        }
    }

    public async Task OnDeletingAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await EndAsync(contextId, _ => true, "The context was deleted.", cancellationToken);
        await monitor.StopAsync(work => work.ContextId == contextId).WaitAsync(cancellationToken);
    }

    private async Task EndAsync(Guid contextId, Func<SleepJob, bool> which, string reason, CancellationToken cancellationToken)
    {
        foreach (var job in (await store.FindUnderwayAsync(contextId, cancellationToken)).Where(which))
        {
            await store.EndAsync(job, SleepJobState.Cancelled, reason, cancellationToken);
            await monitor.StopAsync(work => work.JobId == job.Id).WaitAsync(cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No sleep job was queued for context {ContextId}: {Reason}")]
    private static partial void LogNoJob(ILogger logger, Guid contextId, string reason);
}
