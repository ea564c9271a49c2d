using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// After a job, has the engine read what questions on the context will begin with, in both modes, and keep its state on
/// disk: the first question is warm then, also after a restart. Thread-safe.
/// </summary>
internal sealed partial class SleepStateSaver(ModelHost host, GenerationService generation, ILogger<SleepStateSaver> logger)
{
    /// <summary>Only ever a gain: when it fails, the first question reads its prompt anew, and the job is no worse for it.</summary>
    public async Task SaveAsync(SleepTask task, IReadOnlyList<string> notes, SleepWork work, CancellationToken stopping)
    {
        try
        {
            var prompts = host.Require().Prompts;
            await SaveAsync(task, prompts.StandardPrefix(task.Version.Text), work, stopping);
            if (notes.Count > 0)
                await SaveAsync(task, prompts.NotesPrefix(task.Version.Text, notes), work, stopping);
        }
        catch (Exception failure) when (failure is ModelNotReadyException or QueueFullException or PromptTooLongException)
        {
            LogNotSaved(logger, task.Job.ContextId, failure.Message);
        }
    }

    private async Task SaveAsync(SleepTask task, int[] prefix, SleepWork work, CancellationToken stopping)
    {
        if (generation.SavePrefix(prefix, task.Job.ContextId, task.Job.Owner) is not { } ticket)
            return;
        // Whoever deletes the context stops the work and waits for its end: no state is written after that.
        work.Attach(ticket);
        await using (stopping.Register(ticket.Cancel))
            await ticket.Completion;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The state of context {ContextId} was not saved: {Reason}")]
    private static partial void LogNotSaved(ILogger logger, Guid contextId, string reason);
}
