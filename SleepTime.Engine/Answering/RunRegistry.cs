using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Answering;

/// <summary>The runs that are going on, for whoever wants to watch or stop them. Thread-safe.</summary>
public sealed class RunRegistry(RunHistory history, TimeProvider time)
{
    /// <summary>How long the log of a run outlives it, for those who come just then; afterwards it is read from what is stored.</summary>
    internal static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, LiveRun> _runs = new();
    private volatile bool _closed;

    /// <summary>
    /// Everything that happened to a run from its start, then what happens next, until it has ended. Any number of
    /// watchers, none of whom can miss or delay anything: they read one log at their own pace. A run that ended
    /// earlier gives its start, its whole text and its end.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such run.</exception>
    public IAsyncEnumerable<RunEvent> WatchAsync(Guid runId, CancellationToken cancellationToken) =>
        _runs.TryGetValue(runId, out var live) ? live.Log.ReadAsync(cancellationToken) : ReplayAsync(runId, cancellationToken);

    /// <summary>Stops a run within one engine step; what was written is kept. False when it is not going on.</summary>
    public bool Cancel(Guid runId)
    {
        // The generation's end, not the run's: from then on there is nothing left to stop, only to store.
        if (!_runs.TryGetValue(runId, out var live) || live.Ticket.Completion.IsCompleted)
            return false;
        live.Cancel();
        return true;
    }

    /// <summary>Stops every run on a context and waits until they have ended.</summary>
    public Task CancelAllOfAsync(Guid contextId, CancellationToken cancellationToken) => CancelAllAsync(run => run.ContextId == contextId, cancellationToken);

    /// <summary>Stops those of these runs that go on and waits until they have ended.</summary>
    internal Task CancelAllAsync(IReadOnlySet<Guid> runIds, CancellationToken cancellationToken) => CancelAllAsync(run => runIds.Contains(run.Id), cancellationToken);

    private async Task CancelAllAsync(Func<Run, bool> chosen, CancellationToken cancellationToken)
    {
        var runs = _runs.Values.Where(live => chosen(live.Run)).ToList();
        foreach (var live in runs)
            live.Cancel();
        await Task.WhenAll(runs.Select(live => live.Ended)).WaitAsync(cancellationToken);
    }

    /// <summary>A run begins. Call it before storing the run, so that nobody can find it stored and not going on.</summary>
    /// <exception cref="ModelNotReadyException">The server is stopping.</exception>
    internal void Add(LiveRun live)
    {
        _runs[live.Run.Id] = live;
        // After adding: whoever closes meanwhile either sees the run or is seen here.
        if (_closed)
        {
            Remove(live);
            throw new ModelNotReadyException("The server is stopping. Ask again when it is back.", willBeReady: false);
        }
    }

    /// <summary>A run that could not be stored is none.</summary>
    internal void Remove(LiveRun live)
    {
        _runs.TryRemove(live.Run.Id, out _);
        live.End();
    }

    /// <summary>A run has ended, which is stored and in its log.</summary>
    internal async Task EndAsync(LiveRun live)
    {
        live.End();
        await Task.Delay(Linger, time);
        _runs.TryRemove(live.Run.Id, out _);
    }

    /// <summary>The server stops: takes no more runs, stops those that go on and waits until they have ended.</summary>
    internal async Task CloseAsync(CancellationToken cancellationToken)
    {
        _closed = true;
        var runs = _runs.Values.ToList();
        foreach (var live in runs)
            live.Interrupt();
        await Task.WhenAll(runs.Select(live => live.Ended)).WaitAsync(cancellationToken);
    }

    private async IAsyncEnumerable<RunEvent> ReplayAsync(Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = await history.FindAsync(runId, cancellationToken)
            ?? throw new KeyNotFoundException($"There is no run {runId}. It may have been deleted with its context; see the list of runs.");
        yield return new RunStarted(run.Id, run.Mode);
        if (run.Answer.Length > 0)
            yield return new RunText(run.Id, run.Mode, run.Answer, run.Usage?.CompletionTokens);
        yield return new RunEnded(run.Id, run.Mode, run);
    }
}
