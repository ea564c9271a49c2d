using SleepTime.Engine.Contexts;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

/// <summary>A context as the API gives it, with what sleep makes of it. Thread-safe.</summary>
internal sealed class ContextResponder(SleepQueue jobs, SleepSettingsService settings, BreakEvenService breakEven)
{
    public async Task<ContextResponse> ToResponseAsync(ContextDetails context, CancellationToken cancellationToken)
    {
        // Only while notes are underway is there a job to follow. Going first in the list are jobs that run or wait.
        var newest = context.Notes is NotesState.Underway or NotesState.Paused ? await jobs.ListAsync(1, 1, null, context.Id, cancellationToken) : null;
        return ContextResponse.From(
            context,
            newest?.Items is [var job] ? job.Id : null,
            await settings.FindDecisionAsync(context.Id, cancellationToken),
            await breakEven.FindAsync(context.Id, cancellationToken));
    }
}
