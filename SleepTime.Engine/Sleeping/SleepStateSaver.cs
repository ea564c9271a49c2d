using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
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
        List<string?> reasons = [];
        try
        {
            var model = host.Require();
            var prompts = model.Prompts;
            reasons.Add(await SaveAsync(task, prompts.StandardPrefix(task.Version.Text), model, work, stopping));
            if (notes.Count > 0)
                reasons.Add(await SaveAsync(task, prompts.NotesPrefix(task.Version.Text, notes), model, work, stopping));
        }
        catch (Exception failure) when (failure is ModelNotReadyException or QueueFullException or PromptTooLongException)
        {
            reasons.Add(failure.Message);
        }
        foreach (var reason in reasons.OfType<string>().Distinct())
            LogNotSaved(logger, task.Job.ContextId, reason);
    }

    /// <returns>Why it is not on disk; null when it is, or is not wanted any more.</returns>
    private async Task<string?> SaveAsync(SleepTask task, int[] prefix, HostedModel model, SleepWork work, CancellationToken stopping)
    {
        var reason = await TrySaveAsync(task, prefix, model, work, stopping);
        if (reason is not { Outcome: PrefixSaveOutcome.DiskBusy })
            return reason?.Words;
        // What was read is still in the cells, so that a second try costs little more than the copy.
        await generation.StatesWrittenAsync();
        return (await TrySaveAsync(task, prefix, model, work, stopping))?.Words;
    }

    private async Task<(PrefixSaveOutcome Outcome, string Words)?> TrySaveAsync(SleepTask task, int[] prefix, HostedModel model, SleepWork work, CancellationToken stopping)
    {
        if (generation.SavePrefix(prefix, task.Job.ContextId, task.Job.Owner, model.Vocabulary) is not { } save)
            return null;
        // Whoever deletes the context stops the work and waits for its end: no state is written after that.
        work.Attach(save.Ticket);
        await using (stopping.Register(save.Ticket.Cancel))
        {
            await foreach (var update in save.Ticket.ReadUpdatesAsync(CancellationToken.None))
                work.Follow(update);
        }
        var outcome = await save.Outcome;
        return outcome switch
        {
            PrefixSaveOutcome.Saved => null,
            PrefixSaveOutcome.NotRead => (await save.Ticket.Completion).Failure is { } failure ? (outcome, failure) : null,
            PrefixSaveOutcome.NotCopied => (outcome, "It could not be copied out of the model's memory."),
            PrefixSaveOutcome.TooLarge => (outcome, $"It is larger than {GenerationOptions.Section}:StateDiskBytes allows; raise it."),
            PrefixSaveOutcome.DiskBusy => (outcome, "The disk does not keep up with what is to be written."),
            _ => (outcome, "Its file could not be written."),
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The state of context {ContextId} was not saved: {Reason}")]
    private static partial void LogNotSaved(ILogger logger, Guid contextId, string reason);
}
