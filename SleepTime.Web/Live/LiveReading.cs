namespace SleepTime.Web.Live;

/// <summary>
/// Something that takes a while to read and that many look at: read once for all of them, when it changed and somebody
/// looks, and never so often that reading takes more than a twentieth of the time. Thread-safe.
/// </summary>
public sealed class LiveReading<T> : IAsyncDisposable
{
    private const int Rest = 20;

    // A timer may be that much early, or the rest just over.
    private static readonly TimeSpan _aMoment = TimeSpan.FromMilliseconds(1);

    private readonly Func<CancellationToken, Task<T>> _read;
    private readonly Action<Exception> _onFailure;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _oldest;
    private readonly CoalescingTimer _timer;
    private readonly CancellationTokenSource _gone = new();
    private readonly Lock _gate = new();
    private Action[] _watchers = [];
    private long _changes;
    private long _urgent;
    private TaskCompletionSource _hurry = New();
    private Reading? _latest;
    private Task<Reading>? _running;
    private long _runningSince;
    private Task<Reading>? _next;

    /// <param name="interval">Those who watch are told no more often.</param>
    /// <param name="oldest">A reading older than this is not given any more, although nothing changed.</param>
    /// <param name="onFailure">Told when nobody but those who watch would hear of it; must not throw.</param>
    public LiveReading(Func<CancellationToken, Task<T>> read, TimeProvider time, TimeSpan interval, TimeSpan oldest, Action<Exception> onFailure)
    {
        (_read, _time, _interval, _oldest, _onFailure) = (read, time, interval, oldest, onFailure);
        _timer = new CoalescingTimer(time, interval, RefreshAsync);
    }

    public bool IsWatched => Volatile.Read(ref _watchers).Length > 0;

    /// <summary>What was read may say something else now.</summary>
    /// <param name="atOnce">Somebody waits for it to: the next reading does not wait for the rest after the last.</param>
    public void Change(bool atOnce = false)
    {
        var change = Interlocked.Increment(ref _changes);
        if (atOnce)
        {
            lock (_gate)
            {
                _urgent = Math.Max(_urgent, change);
                _hurry.TrySetResult();
                _hurry = New();
            }
        }
        Refresh();
    }

    /// <summary>Reads anew where somebody watches.</summary>
    public void Refresh()
    {
        if (IsWatched)
            _timer.Trigger();
    }

    /// <summary>Calls <paramref name="onRead"/>, which must return at once, after each reading until disposed.</summary>
    public IDisposable Watch(Action onRead)
    {
        lock (_gate)
            _watchers = [.. _watchers, onRead];
        // What changed while nobody watched is told to nobody else.
        if (_latest is { } latest && !IsUpToDate(latest))
            _timer.Trigger();
        return new Watcher(this, onRead);
    }

    /// <summary>
    /// At least as new as the last change when it is asked for, unless the latest reading is younger than twenty times what it took and no change was urgent since:
    /// then that one.
    /// </summary>
    public async Task<T> ReadAsync(CancellationToken cancellationToken) => (await NewestAsync(TimeSpan.Zero).WaitAsync(cancellationToken)).Value;

    /// <summary>As <see cref="ReadAsync"/>, for those who watch: what happened a moment ago may be missing, because they will be told.</summary>
    public async Task<T> ReadWatchedAsync(CancellationToken cancellationToken) => (await NewestAsync(_interval).WaitAsync(cancellationToken)).Value;

    private Task<Reading> NewestAsync(TimeSpan tolerated)
    {
        lock (_gate)
        {
            if (_latest is { } latest && (IsResting(latest) || (AgeOf(latest) < _oldest && (IsUpToDate(latest) || AgeOf(latest) < tolerated))))
                return Task.FromResult(latest);
            if (_running is null)
                return Start();
            // One that began after the last change tells it too; all others share the one after it.
            return _runningSince == Interlocked.Read(ref _changes) ? _running : _next ??= NextAsync(_running);
        }
    }

    private Task<Reading> Start()
    {
        _runningSince = Interlocked.Read(ref _changes);
        return _running = Task.Run(() => RunAsync(_runningSince));
    }

    private async Task<Reading> NextAsync(Task<Reading> running)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<Reading> next;
        lock (_gate)
        {
            _next = null;
            next = _latest is { } latest && IsResting(latest) ? Task.FromResult(latest) : _running ?? Start();
        }
        return await next;
    }

    private async Task<Reading> RunAsync(long changes)
    {
        try
        {
            var began = _time.GetTimestamp();
            var value = await _read(_gone.Token);
            var reading = new Reading(value, changes, _time.GetTimestamp(), _time.GetElapsedTime(began));
            lock (_gate)
                _latest = reading;
            return reading;
        }
        finally
        {
            lock (_gate)
                _running = null;
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            // Rested first: what changed meanwhile is in the reading then.
            while (RestAfter() is { } rest)
                await rest;
            _gone.Token.ThrowIfCancellationRequested();
            await NewestAsync(TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            _onFailure(failure); // and each who watches shows that what it has may be out of date
        }
        foreach (var watcher in Volatile.Read(ref _watchers))
            watcher();
    }

    /// <summary>The wait until the next reading, or until somebody is in a hurry; null when there is none.</summary>
    private Task<Task>? RestAfter()
    {
        lock (_gate)
        {
            return _latest is { } latest && !IsUpToDate(latest) && IsResting(latest) && !_gone.IsCancellationRequested
                ? Task.WhenAny(Task.Delay((latest.Took * Rest) - AgeOf(latest) + _aMoment, _time, _gone.Token), _hurry.Task)
                : null;
        }
    }

    private bool IsUpToDate(Reading reading) => reading.Changes == Interlocked.Read(ref _changes);

    private bool IsResting(Reading reading) => reading.Changes >= Interlocked.Read(ref _urgent) && AgeOf(reading) < reading.Took * Rest;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TimeSpan AgeOf(Reading reading) => _time.GetElapsedTime(reading.At);

    public async ValueTask DisposeAsync()
    {
        if (_gone.IsCancellationRequested)
            return;
        await _gone.CancelAsync();
        await _timer.DisposeAsync();
        // What reads must have ended before the database goes.
        Task running;
        lock (_gate)
            running = _next ?? _running ?? Task.CompletedTask;
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed record Reading(T Value, long Changes, long At, TimeSpan Took);

    private sealed class Watcher(LiveReading<T> reading, Action onRead) : IDisposable
    {
        public void Dispose()
        {
            lock (reading._gate)
            {
                var at = Array.IndexOf(reading._watchers, onRead);
                if (at >= 0)
                    reading._watchers = [.. reading._watchers[..at], .. reading._watchers[(at + 1)..]];
            }
        }
    }
}
