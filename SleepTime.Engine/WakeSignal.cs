namespace SleepTime.Engine;

/// <summary>Wakes one waiting loop; signals that come while it is awake count as one. Thread-safe.</summary>
internal sealed class WakeSignal(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0);
    private int _set;

    public void Set()
    {
        if (Interlocked.Exchange(ref _set, 1) == 0)
            _signal.Release();
    }

    /// <summary>Returns at the next signal, or after <paramref name="atMost"/>, whichever comes first.</summary>
    public async Task WaitAsync(TimeSpan? atMost, CancellationToken cancellationToken)
    {
        // Whole milliseconds, rounded up: a timer rounds down, and would wake the loop too early over and over.
        var limit = TimeSpan.FromMilliseconds(Math.Ceiling((atMost ?? TimeSpan.Zero).TotalMilliseconds));
        await using var timer = atMost is null ? null : time.CreateTimer(_ => Set(), null, limit, Timeout.InfiniteTimeSpan);
        await _signal.WaitAsync(cancellationToken);
        Volatile.Write(ref _set, 0);
    }

    public void Dispose() => _signal.Dispose();
}
