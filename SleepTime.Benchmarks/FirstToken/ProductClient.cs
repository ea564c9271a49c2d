using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Streams;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Benchmarks.FirstToken;

/// <summary>What a person does with the product: give a context, ask, wait until it has been slept on.</summary>
internal sealed class ProductClient(ProductHost host)
{
    private const string Owner = "local";
    private const int AnswerTokens = 4;
    private const int WarmUpTokens = 600;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads something else first, so that no question pays for what only the start of a process costs.</summary>
    public async Task WarmUpAsync()
    {
        var prompt = StreamPlan.Prompt(new Random(WarmUpTokens), host.Model.Vocabulary.Count / 2, WarmUpTokens);
        await host.Get<GenerationService>().Submit(new GenerationRequest { Prompt = prompt, Class = GenerationClass.Question, MaxTokens = AnswerTokens }).Completion;
    }

    /// <summary>Samples would be slept on too, and nothing is to be slept on before it has been asked about.</summary>
    public async Task BeginEmptyAsync()
    {
        await host.Get<SleepQueue>().PauseAsync(CancellationToken.None);
        var contexts = host.Get<ContextService>();
        Page<ContextSummary> samples;
        do
        {
            await Task.Delay(Poll);
            samples = await contexts.ListAsync(1, 100, null, CancellationToken.None);
        }
        while (samples.Total == 0 || samples.Total > (await host.Get<SleepQueue>().ListAsync(1, 1, null, null, CancellationToken.None)).Total);
        foreach (var sample in samples.Items)
            await contexts.DeleteAsync(sample.Id, CancellationToken.None);
    }

    public async Task<Guid> AddContextAsync(string text) =>
        (await host.Get<ContextService>().CreateAsync(null, text, Owner, storesDuplicate: true, CancellationToken.None)).Id;

    /// <exception cref="InvalidOperationException">The run failed.</exception>
    public async Task<Asked> AskAsync(Guid contextId, string question)
    {
        var request = new AskRequest { ContextId = contextId, Question = question, Modes = [AnswerMode.Standard], MaxTokens = AnswerTokens, Owner = Owner };
        var asked = await host.Get<AnswerService>().AskAsync(request, CancellationToken.None);
        await foreach (var happened in host.Get<RunRegistry>().WatchAsync(asked.Runs[0].Id, CancellationToken.None))
        {
            if (happened is not RunEnded { Run: var run })
                continue;
            return run is { Usage: { } usage, Timings.TimeToFirstTokenMs: { } firstToken }
                ? new Asked(firstToken, usage.PromptTokens, usage.CachedTokens)
                : throw new InvalidOperationException($"A question was not answered: {run.FailureReason}");
        }
        throw new InvalidOperationException("A run broke off without an end.");
    }

    /// <exception cref="InvalidOperationException">The job failed.</exception>
    public async Task SleepOnAsync(Guid contextId)
    {
        var queue = host.Get<SleepQueue>();
        await queue.ResumeAsync(CancellationToken.None);
        while (true)
        {
            var job = (await queue.ListAsync(1, 1, null, contextId, CancellationToken.None)).Items.Single();
            if (job.State == SleepJobState.Completed)
                break;
            if (job.State is SleepJobState.Failed or SleepJobState.Cancelled)
                throw new InvalidOperationException($"The context was not slept on: {job.FailureReason}");
            await Task.Delay(Poll);
        }
        // What is to be kept of the context may be read and saved after the job has ended.
        do
            await Task.Delay(Poll);
        while (!host.Get<GenerationService>().Load.IsIdle);
        await queue.PauseAsync(CancellationToken.None);
    }
}
