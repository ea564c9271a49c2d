using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>Sleep jobs: making, listing and steering them. The work itself is done by the scheduler. Thread-safe.</summary>
public sealed class SleepQueue : IDisposable
{
    private readonly ModelHost _host;
    private readonly SleepStore _store;
    private readonly SleepJobReader _reader;
    private readonly SleepMonitor _monitor;
    private readonly SleepGate _gate;
    private readonly TimeProvider _time;
    private readonly SleepOptions _options;

    // One at a time, so that two requests for the same version cannot both find that there is no job yet.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    internal SleepQueue(
        ModelHost host, SleepStore store, SleepJobReader reader, SleepMonitor monitor, SleepGate gate, TimeProvider time,
        IOptions<SleepOptions> options)
    {
        _host = host;
        _store = store;
        _reader = reader;
        _monitor = monitor;
        _gate = gate;
        _time = time;
        _options = options.Value;
    }

    public SleepQueueStatus Status => new(_gate.State, _gate.IsPaused, _monitor.Queued, _monitor.Current?.JobId, _gate.IdleAfter);

    /// <summary>Queues a job for the current version of a context. A waiting or running job of that version is returned instead of a second one.</summary>
    /// <param name="passes">1 up to the profile's number of passes; null for what the settings say, which is all of them by default.</param>
    /// <param name="force">Also when notes of this version are there already; else the job that made them is returned.</param>
    /// <returns>Null when there is no such context.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="passes"/> is out of range.</exception>
    /// <exception cref="ModelNotReadyException">The number of passes depends on the model, and none is ready.</exception>
    public async Task<SleepJobView?> EnqueueAsync(Guid contextId, int? passes, bool force, string owner, CancellationToken cancellationToken)
    {
        var most = _host.Require().Prompts.SleepPasses;
        if (passes is { } asked && (asked < 1 || asked > most))
            throw new ArgumentOutOfRangeException(nameof(passes), asked, $"The loaded model sleeps in up to {most} passes: choose 1 to {most}.");

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await _reader.FindCurrentVersionAsync(contextId, cancellationToken) is not { } versionId)
                return null;
            if (await _reader.FindUnderwayAsync(versionId, cancellationToken) is { } underway)
                return underway;
            if (!force && await _reader.FindMakerOfNotesAsync(versionId, cancellationToken) is { } done)
                return done;

            var job = new SleepJob
            {
                ContextId = contextId,
                ContextVersionId = versionId,
                Owner = owner,
                PassesWanted = passes ?? Math.Min(_options.Passes ?? most, most),
                Samples = _options.Samples,
                MinNewNotes = _options.MinNewNotes,
                TokenBudget = _options.TokensPerContext,
                CreatedAt = _time.GetUtcNow(),
            };
            await _store.AddAsync(job, cancellationToken);
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
        _reader.ListAsync(page, pageSize, state, contextId, cancellationToken);

    public Task<SleepJobView?> FindAsync(Guid id, CancellationToken cancellationToken) => _reader.FindAsync(id, cancellationToken);

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

    /// <summary>Stops starting jobs and lets the running one wait after its present pass, until resumed. Kept over a restart.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => _store.SetPausedAsync(true, cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken) => _store.SetPausedAsync(false, cancellationToken);

    public void Dispose() => _oneAtATime.Dispose();
}
