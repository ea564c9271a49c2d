namespace SleepTime.Engine.Answering;

/// <summary>The runs that are going on, for whoever wants to watch or stop them. Thread-safe.</summary>
public sealed class RunRegistry
{
    /// <summary>
    /// Everything that happened to a run from its start, then what happens next, until it has ended. Any number of
    /// watchers, none of whom can miss or delay anything: they read one log at their own pace. A run that ended
    /// earlier gives its start, its whole text and its end.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such run.</exception>
    public IAsyncEnumerable<RunEvent> WatchAsync(Guid runId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Stops a run within one engine step; what was written is kept. False when it is not going on.</summary>
    public bool Cancel(Guid runId) => throw new NotSupportedException();

    /// <summary>Stops every run on a context and waits until they have ended.</summary>
    public Task CancelAllOfAsync(Guid contextId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
