using SleepTime.Benchmarks.Accuracy;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Benchmarks.Sleep;

/// <summary>Gives contexts, lets the product sleep on them, then asks every question in every arm.</summary>
internal sealed class SleepRunner(ProductHost host)
{
    private const string Owner = "local";
    private const int AtOnce = 6;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private int _contexts;

    public async Task<SleptContext> RunAsync(WorldRow row, int questions)
    {
        var context = await host.Get<ContextService>().CreateAsync(row.Id, row.Context, Owner, storesDuplicate: true, CancellationToken.None);
        await WaitForNotesAsync(context.Id);
        var notes = (await host.Get<NotesService>().ListAsync(context.Id, CancellationToken.None))![0].Notes;
        var asked = row.Questions.Take(questions).ToList();
        var decision = await host.Get<SleepSettingsService>().FindDecisionAsync(context.Id, CancellationToken.None);
        List<ArmAnswer> answers = [];
        // The first one of a mode reads the question, the others find it computed: each has its turn at being first.
        var first = _contexts++ % SleepArm.All.Count;
        foreach (var arm in SleepArm.All.Skip(first).Concat(SleepArm.All.Take(first)))
        {
            foreach (var some in asked.Chunk(AtOnce))
                answers.AddRange((await Task.WhenAll(some.Select(question => AskAsync(context.Id, question, arm)))).SelectMany(runs => runs));
        }
        var paid = await host.Get<BreakEvenService>().FindAsync(context.Id, CancellationToken.None);
        return new SleptContext(
            context.Tokens, notes.Usage.CompletionTokens, notes.Lines.Count, notes.Lines.Count(line => line.Verified == true && !line.Struck),
            notes.Lines.Count(line => line.Struck), notes.Questions.Count,
            [.. Enumerable.Range(1, host.Model.Prompts.SleepPasses).Select(passes => asked.Count(question => IsIn(notes.Lines.Where(line => line.Pass <= passes), question)))],
            asked.Count, answers, decision?.BreakEven, paid?.Measured?.Questions);
    }

    private static bool IsIn(IEnumerable<Note> notes, WorldQuestion question) =>
        Citations.Find(question.Question, $"Answer: {question.Answer}", notes.Where(note => note.Verified == true)).Count > 0;

    private async Task WaitForNotesAsync(Guid contextId)
    {
        var queue = host.Get<SleepQueue>();
        while (true)
        {
            var job = (await queue.ListAsync(1, 1, null, contextId, CancellationToken.None)).Items.SingleOrDefault()
                ?? throw new InvalidOperationException("The gate did not let a context be slept on.");
            if (job.State == SleepJobState.Completed && queue.Status.CurrentJobId != job.Id)
                return;
            if (job.State is SleepJobState.Failed or SleepJobState.Cancelled)
                throw new InvalidOperationException($"A context was not slept on: {job.FailureReason}");
            await Task.Delay(Poll);
        }
    }

    /// <summary>The Standard arm of the product's usual verbosity is asked as a comparison, so that gate and break-even have what they learn from.</summary>
    private async Task<IReadOnlyList<ArmAnswer>> AskAsync(Guid contextId, WorldQuestion question, SleepArm arm)
    {
        IReadOnlyList<AnswerMode> modes = arm == SleepArm.Compared ? [AnswerMode.Standard, AnswerMode.SleepTime] : [arm.Mode];
        var asked = await host.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = contextId, Question = question.Question, Modes = modes, Verbosity = arm.Verbosity, Instant = false, Owner = Owner },
            CancellationToken.None);
        return await Task.WhenAll(asked.Runs.Select(run => EndAsync(run.Id, question, arm with { Mode = run.Mode })));
    }

    private async Task<ArmAnswer> EndAsync(Guid runId, WorldQuestion question, SleepArm arm)
    {
        await foreach (var happened in host.Get<RunRegistry>().WatchAsync(runId, CancellationToken.None))
        {
            if (happened is RunEnded { Run: { State: RunState.Completed, Usage: { } usage } run })
                return new ArmAnswer(arm, SleptContext.IsRight(run.Answer, question.Answer), usage.CompletionTokens, usage.PromptTokens - usage.CachedTokens);
            if (happened is RunEnded { Run: var failed })
                throw new InvalidOperationException($"A question was not answered: {failed.FailureReason}");
        }
        throw new InvalidOperationException("A run broke off without an end.");
    }
}
