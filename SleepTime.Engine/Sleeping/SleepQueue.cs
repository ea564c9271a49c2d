using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Resleep;

namespace SleepTime.Engine.Sleeping;

/// <summary>Sleep jobs: making, listing and steering them. The work itself is done by the scheduler. Thread-safe.</summary>
public sealed class SleepQueue : IDisposable
{
    private readonly ModelHost _host;
    private readonly SleepStore _store;
    private readonly SleepJobReader _reader;
    private readonly SleepMonitor _monitor;
    private readonly IdleGate _gate;
    private readonly TimeProvider _time;
    private readonly Gatekeeper _gatekeeper;
    private readonly SleepSpending _spending;
    private readonly NotesCarrier _carrier;

    // One at a time, so that two requests for the same version cannot both find that there is no job yet.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    internal SleepQueue(
        ModelHost host, SleepStore store, SleepJobReader reader, SleepMonitor monitor, IdleGate gate, Gatekeeper gatekeeper, SleepSpending spending,
        NotesCarrier carrier, TimeProvider time)
    {
        _host = host;
        _store = store;
        _reader = reader;
        _monitor = monitor;
        _gate = gate;
        _gatekeeper = gatekeeper;
        _spending = spending;
        _carrier = carrier;
        _time = time;
    }

    public SleepQueueStatus Status => new(_gate.State, _gate.IsPaused, _monitor.Queued, _monitor.Current?.JobId, _gate.IdleAfter, _gate.OpensIn, _spending.Today, _monitor.DiskFull, _monitor.PausedJobs);

    /// <summary>Queues a job for the current version of a context because a person asks for it. A waiting or running job of that version is returned instead of a second one.</summary>
    /// <param name="passes">1 up to the profile's number of passes; null for what the settings say, which is all of them by default.</param>
    /// <param name="force">Also when notes of this version by the present model and prompts are there already; else the job that made them is returned. Lines edited by hand are kept.</param>
    /// <returns>Null when there is no such context.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="passes"/> is out of range.</exception>
    /// <exception cref="ModelNotReadyException">The number of passes depends on the model, and none is ready.</exception>
    public Task<SleepJobView?> EnqueueAsync(Guid contextId, int? passes, bool force, string owner, CancellationToken cancellationToken) =>
        EnqueueAsync(contextId, passes, force, asked: true, owner, cancellationToken);

    /// <summary>Queues a job for the current version of a context if the gate finds it worth while; its decision is kept in any case.</summary>
    /// <returns>Null when the gate does not, or there is no such context.</returns>
    /// <exception cref="ModelNotReadyException">The gate weighs the model's own figures, and none is ready.</exception>
    public Task<SleepJobView?> ConsiderAsync(Guid contextId, string owner, CancellationToken cancellationToken) =>
        EnqueueAsync(contextId, passes: null, force: false, asked: false, owner, cancellationToken);

    private async Task<SleepJobView?> EnqueueAsync(Guid contextId, int? passes, bool force, bool asked, string owner, CancellationToken cancellationToken)
    {
        var model = _host.Require();
        var most = model.Prompts.SleepPasses;
        if (passes is { } wanted && (wanted < 1 || wanted > most))
            throw new ArgumentOutOfRangeException(nameof(passes), wanted, $"The loaded model sleeps in up to {most} passes: choose 1 to {most}.");

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await _reader.FindCurrentVersionAsync(contextId, cancellationToken) is not { } versionId)
                return null;
            if (await _reader.FindUnderwayAsync(versionId, cancellationToken) is { } underway)
                return underway;
            if (!force && await _reader.FindMakerOfNotesAsync(versionId, model, cancellationToken) is { } done)
                return done;

            if (await _gatekeeper.DecideAsync(contextId, versionId, passes, asked, cancellationToken) is not { Decision.Sleeps: true } proposal)
                return null;
            var now = _time.GetUtcNow();
            var job = new SleepJob
            {
                ContextId = contextId,
                ContextVersionId = versionId,
                Owner = owner,
                PassesWanted = proposal.Passes,
                Samples = proposal.Samples,
                MinNewNotes = proposal.MinNewNotes,
                TokenBudget = proposal.TokenBudget,
                Priority = SleepPriority.Of(proposal.BenefitPerToken, now),
                ModelId = model.Id,
                PromptVersion = model.Prompts.Version,
                SectionsSince = force ? now : null,
                CreatedAt = now,
            };
            var carried = await _carrier.CarryAsync(job, model, cancellationToken);
            job.Passes.AddRange(carried.Passes);
            job.Checks.AddRange(carried.Checks);
            var log = $"Queued. {proposal.Decision.Reason}{carried.Words}";
            if (!await _store.AddAsync(job, log, cancellationToken))
                return null;
            return await _reader.FindAsync(job.Id, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Running first, then waiting in order, then ended ones, newest first.</summary>
    /// <param name="page">From 1.</param>
    public Task<Page<SleepJobView>> ListAsync(int page, int pageSize, SleepJobState? state, Guid? contextId, CancellationToken cancellationToken) =>
        ListAsync(page, pageSize, state, contextId, paused: null, cancellationToken);

    /// <inheritdoc cref="ListAsync(int, int, SleepJobState?, Guid?, CancellationToken)"/>
    /// <param name="paused">Only jobs that a person paused, or only those that nobody did; null for both.</param>
    public Task<Page<SleepJobView>> ListAsync(int page, int pageSize, SleepJobState? state, Guid? contextId, bool? paused, CancellationToken cancellationToken) =>
        _reader.ListAsync(page, pageSize, state, contextId, paused, cancellationToken);

    /// <summary>All jobs of a list, in its order, read while they are taken.</summary>
    /// <param name="paused">As above.</param>
    public IAsyncEnumerable<SleepJobView> ReadAllAsync(SleepJobState? state, Guid? contextId, bool? paused, CancellationToken cancellationToken) =>
        _reader.ReadAllAsync(state, contextId, paused, cancellationToken);

    /// <summary>How many jobs stand where.</summary>
    public Task<JobCounts> CountAsync(CancellationToken cancellationToken) => _reader.CountAsync(cancellationToken);

    public Task<SleepJobView?> FindAsync(Guid id, CancellationToken cancellationToken) => _reader.FindAsync(id, cancellationToken);

    /// <summary>What happened to a job, oldest first.</summary>
    public Task<IReadOnlyList<SleepEvent>> LogAsync(Guid id, CancellationToken cancellationToken) => _reader.LogAsync(id, cancellationToken);

    /// <summary>Ends a waiting or running job and returns when nothing of it runs any more; passes that are done stay stored.</summary>
    public async Task<JobCommandResult> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(id, cancellationToken) is not { } job)
            return JobCommandResult.NotFound;
        if (!await _store.EndAsync(job, SleepJobState.Cancelled, "Cancelled by a person. Retry it to go on after the passes that are done.", cancellationToken))
            return JobCommandResult.NotPossible;
        await _monitor.StopAsync(work => work.JobId == id).WaitAsync(cancellationToken);
        return JobCommandResult.Done;
    }

    /// <summary>
    /// Puts a failed or cancelled job back into the queue; finished passes are not done again. Not possible when the
    /// text was edited since, or when another job of the same version waits or runs.
    /// </summary>
    public async Task<JobCommandResult> RetryAsync(Guid id, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await _store.FindAsync(id, cancellationToken) is not { } job)
                return JobCommandResult.NotFound;
            if (await _reader.FindCurrentVersionAsync(job.ContextId, cancellationToken) != job.ContextVersionId
                || await _reader.FindUnderwayAsync(job.ContextVersionId, cancellationToken) is not null)
                return JobCommandResult.NotPossible;
            return await _store.RetryAsync(job, cancellationToken) ? JobCommandResult.Done : JobCommandResult.NotPossible;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Lets one waiting or running job wait until it is resumed; the others go on. A running one stops at once and loses the pass it is writing.</summary>
    public async Task<JobCommandResult> PauseAsync(Guid id, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(id, job => _store.SetPausedAsync(job, true, cancellationToken), cancellationToken);
        if (result == JobCommandResult.Done)
            await _monitor.StopAsync(work => work.JobId == id).WaitAsync(cancellationToken);
        return result;
    }

    public Task<JobCommandResult> ResumeAsync(Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(id, job => _store.SetPausedAsync(job, false, cancellationToken), cancellationToken);

    /// <summary>Puts a waiting job before all others that wait.</summary>
    public Task<JobCommandResult> RunFirstAsync(Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(id, job => _store.MoveFirstAsync(job, cancellationToken), cancellationToken);

    /// <summary>Changes places with the waiting job before or behind it.</summary>
    /// <param name="towardsFront">Whether it moves forward.</param>
    public Task<JobCommandResult> MoveAsync(Guid id, bool towardsFront, CancellationToken cancellationToken) =>
        ChangeAsync(id, job => _store.MoveAsync(job, towardsFront, cancellationToken), cancellationToken);

    private async Task<JobCommandResult> ChangeAsync(Guid id, Func<SleepJob, Task<bool>> change, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(id, cancellationToken) is not { } job)
            return JobCommandResult.NotFound;
        return await change(job) ? JobCommandResult.Done : JobCommandResult.NotPossible;
    }

    /// <summary>Stops starting jobs and lets the running one wait after its present pass, until resumed. Kept over a restart.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => _store.SetPausedAsync(true, cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken) => _store.SetPausedAsync(false, cancellationToken);

    public void Dispose() => _oneAtATime.Dispose();
}
