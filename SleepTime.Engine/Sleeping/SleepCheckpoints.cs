using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Resleep;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

/// <summary>A job with the text it is about.</summary>
/// <param name="IsCurrent">False when the text was edited after the job was made.</param>
/// <param name="SampleTemperature">How freely runs side by side draw.</param>
internal sealed record SleepTask(SleepJob Job, ContextVersion Version, bool IsCurrent, float SampleTemperature)
{
    /// <summary>How urgent its generations are.</summary>
    public Generation.GenerationClass Class { get; init; } = Generation.GenerationClass.Sleep;

    /// <summary>The text is read in sections, so that it is not at hand here.</summary>
    public bool IsLong { get; init; }

    /// <summary>Which part of a long text this is about; null for a text that fits.</summary>
    public SectionUnit? Unit { get; init; }

    /// <summary>How far a long text has come, where its whole is next.</summary>
    public SectionProgress? Progress { get; init; }

    /// <summary>Notes of a long text that its questions are to come from; none of a text that fits, and of a part.</summary>
    public IReadOnlyList<string> AskedOf { get; init; } = [];

    /// <summary>How the checkpoints of this part are known; 0 for a whole text.</summary>
    public int Section => Unit?.Number ?? 0;

    /// <summary>How many passes of the prompts come before its first.</summary>
    public int PassOffset => Unit is { Combines: true } ? 1 : 0;

    /// <summary>Its notes are stored, or cannot be any more.</summary>
    public bool IsDone { get; set; }
}

/// <summary>
/// How far a job has come, in a way that survives the process being killed at any moment. Between two calls nothing is
/// remembered: what to do next always follows from what is stored. Thread-safe.
/// </summary>
internal sealed class SleepCheckpoints(
    IDbContextFactory<SleepTimeDbContext> databases, SleepStore store, SleepMonitor monitor, SleepSpending spending, ModelHost host, TimeProvider time,
    IOptions<SleepOptions> options)
{
    /// <summary>The job to go on with: the one that was begun, else the next by hand, else the next by benefit and age. Paused ones wait.</summary>
    public async Task<SleepTask?> FindNextAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // The id first: what belongs to it is read in queries of its own, between which the order may change.
        var id = await database.SleepJobs
            .Where(job => (job.State == SleepJobState.Running || job.State == SleepJobState.Queued) && !job.Paused)
            .InOrder()
            .Select(job => (Guid?)job.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (id is null)
            return null;
        var job = await database.SleepJobs.AsNoTracking().Include(job => job.Passes).Include(job => job.Checks).AsSplitQuery()
            .SingleOrDefaultAsync(job => job.Id == id, cancellationToken);
        if (job is null)
            return null; // Deleted between the two queries.

        var versions = database.ContextVersions.AsNoTracking().Where(version => version.Id == job.ContextVersionId);
        var (version, isLong) = await versions.ReadAsync(host.Status.Hosted, cancellationToken);
        if (version is null)
            return null; // Deleted between the two queries, and the job with it.
        var isCurrent = await database.Contexts.AnyAsync(
            context => context.Id == version.ContextId && context.CurrentVersionNumber == version.Number, cancellationToken);
        return new SleepTask(job, version, isCurrent, options.Value.SampleTemperature) { IsLong = isLong };
    }

    /// <summary>Takes a job to work on. False when it was cancelled or deleted meanwhile.</summary>
    public async Task<bool> ClaimAsync(SleepJob job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // A full disk takes no line of the log either, so that this is told as soon as there is room.
        var log = monitor.DiskFull ? "Waited because the disk was full; goes on now that there is room."
            : job.State == SleepJobState.Running ? null : job.StartedAt is null ? "Begun." : "Taken up again.";
        var claimed = await store.ChangeAsync(job, log, async database => await database.SleepJobs
            .Where(stored => stored.Id == job.Id && (stored.State == SleepJobState.Queued || stored.State == SleepJobState.Running) && !stored.Paused)
            .ExecuteUpdateAsync(
                set => set.SetProperty(stored => stored.State, SleepJobState.Running).SetProperty(stored => stored.StartedAt, stored => stored.StartedAt ?? now),
                cancellationToken) == 1, cancellationToken);
        if (claimed)
            monitor.DiskFull = false;
        return claimed;
    }

    /// <summary>
    /// The checkpoint: what all runs wrote in a pass, and the count of passes, together or not at all. Killed before it,
    /// the pass is generated again; killed after it, it is never generated again. False when the job was cancelled or
    /// deleted meanwhile.
    /// </summary>
    /// <param name="passes">Of one number.</param>
    public Task<bool> StorePassAsync(SleepJob job, IReadOnlyList<SleepPass> passes, int steppedAside, CancellationToken cancellationToken)
    {
        var number = passes[0].Number;
        return SpendAsync(passes.Sum(pass => pass.Usage.CompletionTokens), store.ChangeAsync(job, passes[0].Section > 0 ? SleepLog.AsideIn(passes[0].Section, steppedAside) : SleepLog.Pass(passes, steppedAside), async database =>
        {
            var moved = await database.SleepJobs
                .Where(stored => stored.Id == job.Id && stored.State == SleepJobState.Running && stored.PassesDone == number - 1)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(stored => stored.PassesDone, number)
                        .SetProperty(stored => stored.StepAsideCount, stored => stored.StepAsideCount + steppedAside),
                    cancellationToken);
            if (moved == 0)
                return false;
            database.SleepPasses.AddRange(passes);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken));
    }

    /// <summary>The checkpoint of the questions that all runs expect, together or not at all; what was stored already stays as it is. False as for a pass.</summary>
    public Task<bool> StoreQuestionsAsync(SleepJob job, IReadOnlyList<SleepPass> questions, int steppedAside, CancellationToken cancellationToken) =>
        SpendAsync(questions.Sum(run => run.Usage.CompletionTokens), store.ChangeAsync(job, SleepLog.Questions(questions, steppedAside), async database =>
        {
            if (!await StepAsideAsync(database, job, steppedAside, cancellationToken)
                || await database.SleepPasses.AnyAsync(pass => pass.JobId == job.Id && pass.Kind == SleepPassKind.Questions, cancellationToken))
                return false;
            database.SleepPasses.AddRange(questions);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken));

    /// <summary>The checkpoint of verdicts; lines that have one already keep it. False as for a pass.</summary>
    /// <param name="checks">Of one section.</param>
    public Task<bool> StoreChecksAsync(SleepJob job, IReadOnlyList<NoteCheck> checks, int steppedAside, CancellationToken cancellationToken) =>
        SpendAsync(checks.Sum(check => check.Usage.CompletionTokens), store.ChangeAsync(job, SectionOf(checks) > 0 ? SleepLog.AsideIn(SectionOf(checks), steppedAside) : SleepLog.Checks(checks, steppedAside), async database =>
        {
            if (!await StepAsideAsync(database, job, steppedAside, cancellationToken))
                return false;
            var section = SectionOf(checks);
            var known = await database.NoteChecks.Where(check => check.JobId == job.Id && check.Section == section).Select(check => check.Text).ToListAsync(cancellationToken);
            database.NoteChecks.AddRange(checks.ExceptBy(known, check => check.Text));
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken));

    private static int SectionOf(IReadOnlyList<NoteCheck> checks) => checks.Select(check => check.Section).FirstOrDefault();

    /// <summary>
    /// Notes and the end of their job together or not at all. Killed before it, the next start stores them from the
    /// checkpoints without generating anything; killed after it, there is nothing left to do.
    /// </summary>
    /// <param name="notes">Not stored where none of them can be used and there are notes on the same text that can.</param>
    /// <param name="leftOut">Usable notes that have no room in the prompts of questions.</param>
    public async Task<bool> CompleteAsync(SleepJob job, NotesVersion notes, SleepEnd end, int leftOut, int steppedAside, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var completed = await store.ChangeAsync(job, SleepLog.End(notes, end, leftOut, job.Sections, steppedAside), async database =>
        {
            var ended = await database.SleepJobs
                .Where(stored => stored.Id == job.Id && stored.State == SleepJobState.Running)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(stored => stored.State, SleepJobState.Completed).SetProperty(stored => stored.End, end).SetProperty(stored => stored.FinishedAt, now)
                        .SetProperty(stored => stored.StepAsideCount, stored => stored.StepAsideCount + steppedAside),
                    cancellationToken);
            // What a person edited a moment ago is taken up first: the change of the state goes back with the transaction.
            if (ended == 0 || !(await HandEdits.FindMissingAsync(database, job, cancellationToken)).IsNothing)
                return false;
            // A job that was cut off, or went wrong, must not take away what there is to answer from.
            if (!notes.HasUsable && await HasUsableAsync(database, notes, cancellationToken))
                return true;
            database.NotesVersions.Add(notes);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        if (completed)
            monitor.CountCompleted(notes);
        return completed;
    }

    private static Task<bool> HasUsableAsync(SleepTimeDbContext database, NotesVersion notes, CancellationToken cancellationToken) => database.NotesVersions
        .Where(before => before.ContextVersionId == notes.ContextVersionId && before.ModelId == notes.ModelId && before.PromptVersion == notes.PromptVersion)
        .OrderByDescending(before => before.CreatedAt).ThenByDescending(before => before.Id)
        .Take(1)
        .AnyAsync(before => before.Lines.Any(line => !line.Struck), cancellationToken);

    /// <summary>How often it gave way since its last checkpoint, where none follows: it was stopped, or its notes are stored and only states are kept.</summary>
    public Task<bool> StoreStepAsidesAsync(SleepJob job, int times, CancellationToken cancellationToken) =>
        store.ChangeAsync(job, SleepLog.OnlyAside(times), async database => await database.SleepJobs
            .Where(stored => stored.Id == job.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.StepAsideCount, stored => stored.StepAsideCount + times), cancellationToken) == 1, cancellationToken);

    // A write first, also of nothing new, so that nobody can cancel or delete the job between this and the commit. False when it does not run.
    private static async Task<bool> StepAsideAsync(SleepTimeDbContext database, SleepJob job, int times, CancellationToken cancellationToken) =>
        await database.SleepJobs
            .Where(stored => stored.Id == job.Id && stored.State == SleepJobState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(stored => stored.StepAsideCount, stored => stored.StepAsideCount + times), cancellationToken) == 1;

    // The engine has spent them whether or not they could be stored; counted after the transaction, once.
    private async Task<bool> SpendAsync(int tokens, Task<bool> storing)
    {
        try
        {
            return await storing;
        }
        finally
        {
            spending.Add(tokens);
        }
    }
}
