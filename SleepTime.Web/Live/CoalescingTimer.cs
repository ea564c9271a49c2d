namespace SleepTime.Web.Live;

/// <summary>
/// Runs an action for any number of triggers, but at most once per interval: at once after a quiet interval, else at
/// its end. The last trigger is always followed by a run, runs never overlap, and none begins after disposal.
/// Thread-safe; the action runs on the thread pool, so that a trigger costs its caller nothing.
/// </summary>
/// <remarks>Do not dispose it from within the action: disposal waits for the action.</remarks>
public sealed class CoalescingTimer : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly Func<Task> _action;
    private readonly ITimer _timer;
    private long? _lastStart;
    private bool _pending;
    private bool _running;
    private bool _disposed;
    private Task _run = Task.CompletedTask;

    public CoalescingTimer(TimeProvider time, TimeSpan interval, Func<Task> action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero);
        _time = time;
        _interval = interval;
        _action = action;
        _timer = time.CreateTimer(_ => OnDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Trigger()
    {
        lock (_gate)
        {
            if (_disposed || _pending)
                return;
            _pending = true;
            if (!_running)
                Schedule();
        }
    }

    /// <summary>Drops what is pending and waits for an action that is running.</summary>
    public async ValueTask DisposeAsync()
    {
        Task run;
        lock (_gate)
        {
            _disposed = true;
            run = _run;
        }

        await _timer.DisposeAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Schedule()
    {
        var wait = _lastStart is { } start ? _interval - _time.GetElapsedTime(start) : TimeSpan.Zero;
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void OnDue()
    {
        lock (_gate)
        {
            if (_disposed || _running || !_pending)
                return;
            _pending = false;
            _running = true;
            _lastStart = _time.GetTimestamp();
            _run = Task.Run(RunAsync); // not under the lock: the action may trigger again
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await _action();
        }
        finally
        {
            // Also after a failure, which surfaces as an unobserved exception: one bad refresh must not end all others.
            lock (_gate)
            {
                _running = false;
                if (_pending && !_disposed)
                    Schedule();
            }
        }
    }
}
