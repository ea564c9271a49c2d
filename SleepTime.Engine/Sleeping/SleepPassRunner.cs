using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Sleeping;

/// <summary>Generates one pass. Thread-safe.</summary>
internal sealed class SleepPassRunner(ModelHost host, GenerationService generation)
{
    /// <exception cref="ModelNotReadyException">The model went away meanwhile.</exception>
    /// <exception cref="QueueFullException">Too much background work waits already.</exception>
    /// <exception cref="PromptTooLongException">Text and notes do not fit the context length.</exception>
    public async Task<GenerationResult> RunAsync(SleepTask task, SleepWork work, CancellationToken stopping)
    {
        var model = host.Require();
        var notesSoFar = NotesParser.Parse(task.Job.Passes).Select(note => note.Text).ToList();
        var ticket = generation.Submit(new GenerationRequest
        {
            Prompt = model.Prompts.Sleep(task.Version.Text, notesSoFar, work.Pass),
            Class = GenerationClass.Sleep,
            MaxTokens = model.Prompts.SleepBudget,
            Sampling = new SamplingOptions(model.Preset.SleepTemperature),
            StopStrings = model.Prompts.StopStrings,
            ContextId = task.Job.ContextId,
            Owner = task.Job.Owner,
        });

        work.Attach(ticket);
        await using (stopping.Register(ticket.Cancel))
        {
            // Read to the end also when stopped: a cancelled generation still says that it has ended.
            await foreach (var update in ticket.ReadUpdatesAsync(CancellationToken.None))
                work.Follow(update);
        }
        return await ticket.Completion;
    }
}
