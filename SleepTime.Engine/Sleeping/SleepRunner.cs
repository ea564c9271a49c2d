using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Sleeping;

/// <summary>A generation of a job that has ended, in whatever way.</summary>
/// <param name="NotesLeftOut">Notes that had no room in its prompt.</param>
internal sealed record SleepOutcome(int Sample, GenerationResult Result, bool Looped, int NotesLeftOut = 0)
{
    public SleepPass ToPass(Guid jobId, SleepPassKind kind, int number, DateTimeOffset finishedAt, int section = 0) => new()
    {
        JobId = jobId,
        Kind = kind,
        Number = number,
        Section = section,
        Sample = Sample,
        // Thoughts are no notes; those that were cut off leave nothing.
        Text = ThoughtText.Split(Result.Text).Said,
        FinishReason = Result.Reason,
        Looped = Looped,
        NotesLeftOut = NotesLeftOut,
        Usage = Result.Usage,
        Timings = Result.Timings,
        FinishedAt = finishedAt,
    };
}

/// <summary>Generates for sleep jobs: passes, judgements, expected questions. All of it in the class of its task. Thread-safe.</summary>
internal sealed class SleepRunner(ModelHost host, GenerationService generation)
{
    /// <summary>Judgements that wait in the engine at once; more would keep other background work from being queued.</summary>
    public const int JudgedAtOnce = 8;

    /// <summary>One pass of every run that has more to say, side by side.</summary>
    /// <exception cref="ModelNotReadyException">The model went away meanwhile, or another took its place.</exception>
    /// <exception cref="QueueFullException">Too much background work waits already.</exception>
    /// <exception cref="PromptTooLongException">Text and notes do not fit the context length.</exception>
    public async Task<IReadOnlyList<SleepOutcome>> WriteAsync(SleepTask task, SleepStep.Write step, SleepWork work, CancellationToken stopping)
    {
        var model = host.RequireFor(task.Job);
        var several = task.Job.Samples > 1;
        var most = model.Prompts.SleepBudget;
        if (task.Job.TokenBudget is { } budget)
            most = Math.Clamp((budget - task.Job.TokensSpent) / step.Runs.Count, 1, most);
        var text = task.Version.Text;
        Dictionary<int, int> leftOut = [];
        var requests = step.Runs.Select(run =>
        {
            // A model that never saw notes before its first pass is not shown any, such as lines by hand: later passes are.
            var known = step.Pass == 1 && !model.Prompts.CarriesNotes ? [] : run.NotesSoFar;
            var notes = NotesChoice.MostThatFit(Rank(task.Job, known), lines => model.Prompts.Sleep(text, lines, step.Pass + task.PassOffset).Length + most <= model.ContextLength);
            leftOut[run.Sample] = notes.LeftOut;
            var sampling = several ? Drawn(task, model, step.Pass, run.Sample) : new SamplingOptions(model.Preset.SleepTemperature);
            return (run.Sample, Request(task, model.Prompts.Sleep(text, notes.Lines, step.Pass + task.PassOffset), most, model, sampling));
        }).ToList();
        return [.. (await RunAsync(requests, work, stopping)).Select(outcome => outcome with { NotesLeftOut = leftOut[outcome.Sample] })];
    }

    /// <summary>The questions that a reader of the text is likely to ask, by every run.</summary>
    /// <exception cref="ModelNotReadyException">The model went away meanwhile, or another took its place.</exception>
    /// <exception cref="QueueFullException">Too much background work waits already.</exception>
    /// <exception cref="PromptTooLongException">Text and notes do not fit the context length.</exception>
    public async Task<IReadOnlyList<SleepOutcome>> AnticipateAsync(SleepTask task, IReadOnlyList<string> notes, SleepWork work, CancellationToken stopping)
    {
        var model = host.RequireFor(task.Job);
        var most = model.Prompts.AnticipateBudget;
        var chosen = NotesChoice.MostThatFit(Rank(task.Job, notes), lines => model.Prompts.Anticipate(task.Version.Text, lines).Length + most <= model.ContextLength);
        var prompt = model.Prompts.Anticipate(task.Version.Text, chosen.Lines.Count > 0 ? chosen.Lines : notes);
        var runs = task.Job.TokenBudget is { } budget ? Math.Clamp((budget - task.Job.TokensSpent) / most, 1, task.Job.Samples) : task.Job.Samples;
        // The first takes what is likeliest and is kept; what the others draw tells how far the questions can be foreseen.
        var requests = Enumerable.Range(0, runs)
            .Select(sample => (sample, Request(task, prompt, most, model, sample == 0 ? SamplingOptions.Greedy : Drawn(task, model, pass: 0, sample))))
            .ToList();
        return [.. (await RunAsync(requests, work, stopping)).Select(outcome => outcome with { NotesLeftOut = chosen.LeftOut })];
    }

    /// <summary>Asks the model of each note whether it follows from the text; in the order of the notes.</summary>
    /// <exception cref="ModelNotReadyException">The model went away meanwhile, or another took its place.</exception>
    /// <exception cref="QueueFullException">Too much background work waits already.</exception>
    /// <exception cref="PromptTooLongException">Text and note do not fit the context length.</exception>
    public async Task<IReadOnlyList<SleepOutcome>> JudgeAsync(SleepTask task, IReadOnlyList<string> notes, SleepWork work, CancellationToken stopping)
    {
        var model = host.RequireFor(task.Job);
        List<SleepOutcome> results = [];
        foreach (var some in notes.Chunk(JudgedAtOnce))
        {
            var requests = some.Select((note, index) => (index, Request(
                task, model.Prompts.Judge(task.Version.Text, note), model.Prompts.JudgeBudget, model, SamplingOptions.Greedy))).ToList();
            results.AddRange(await RunAsync(requests, work, stopping));
        }
        return results;
    }

    private static SamplingOptions Drawn(SleepTask task, HostedModel model, int pass, int sample) =>
        new(Math.Max(task.SampleTemperature, model.Preset.SleepTemperature), Seed: SeedOf(task.Job, pass, sample));

    private static IReadOnlyList<RankedNote> Rank(SleepJob job, IReadOnlyList<string> lines)
    {
        var checks = job.Checks.ToDictionary(check => check.Text);
        var passes = NotesMerger.Merge(job.Passes, checks).ToDictionary(note => note.Text, note => note.Pass);
        return [.. lines.Select(line =>
        {
            var check = checks.GetValueOrDefault(line);
            return new RankedNote(line, passes.GetValueOrDefault(line), check?.Verified == true, check?.By == Verification.CheckedBy.Person);
        })];
    }

    private static GenerationRequest Request(SleepTask task, int[] prompt, int maxTokens, HostedModel model, SamplingOptions sampling) => new()
    {
        Prompt = prompt,
        Vocabulary = model.Vocabulary,
        Class = task.Class,
        MaxTokens = maxTokens,
        Sampling = sampling,
        StopStrings = model.Prompts.StopStrings,
        ContextId = task.Job.ContextId,
        Owner = task.Job.Owner,
    };

    private async Task<IReadOnlyList<SleepOutcome>> RunAsync(
        IReadOnlyList<(int Sample, GenerationRequest Request)> requests, SleepWork work, CancellationToken stopping)
    {
        IReadOnlyList<GenerationTicket> submitted;
        try
        {
            submitted = generation.Submit([.. requests.Select(item => item.Request)]);
        }
        catch (TooManyAtOnceException) when (requests.Count > 1)
        {
            // More than the settings let wait at once: they run one half after the other then.
            var half = requests.Count / 2;
            return [.. await RunAsync([.. requests.Take(half)], work, stopping), .. await RunAsync([.. requests.Skip(half)], work, stopping)];
        }
        List<(int Sample, GenerationTicket Ticket)> tickets = [.. requests.Select((item, index) => (item.Sample, submitted[index]))];
        foreach (var (_, ticket) in tickets)
            work.Attach(ticket);

        await using (stopping.Register(() => tickets.ForEach(item => item.Ticket.Cancel())))
            return await Task.WhenAll(tickets.Select(item => FollowAsync(item.Sample, item.Ticket, work)));
    }

    private static async Task<SleepOutcome> FollowAsync(int sample, GenerationTicket ticket, SleepWork work)
    {
        var guard = new LoopGuard();
        // Read to the end also when stopped: a cancelled generation still says that it has ended.
        await foreach (var update in ticket.ReadUpdatesAsync(CancellationToken.None))
        {
            work.Follow(update, sample);
            if (update is GenerationText text && !guard.Looping && guard.Add(text.Text))
                ticket.Cancel();
        }
        var result = await ticket.Completion;
        return new SleepOutcome(sample, result, guard.Looping);
    }

    /// <summary>The same for the same run of the same pass: a pass that is written again after a crash is written alike.</summary>
    private static uint SeedOf(SleepJob job, int pass, int sample) =>
        BitConverter.ToUInt32(job.Id.ToByteArray(), 12) + ((uint)pass * 0x9E3779B9) + ((uint)sample * 0x85EBCA6B);
}
