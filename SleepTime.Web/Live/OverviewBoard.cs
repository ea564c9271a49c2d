using System.Diagnostics;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Overview;

namespace SleepTime.Web.Live;

/// <summary>
/// The Overview of everybody who looks: read once for all of them, when something changed and somebody looks, and never
/// so often that reading takes more than a twentieth of the time. Thread-safe.
/// </summary>
public sealed partial class OverviewBoard : IHostedService, IAsyncDisposable
{
    /// <summary>Faster than this nobody reads figures.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // "The last 24 hours" moves on, and jobs wait ever longer, although nothing happens.
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(30);
    private const int Rest = 20;

    private readonly Func<CancellationToken, Task<TeamOverview>> _read;
    private readonly TimeProvider _time;
    private readonly ILogger<OverviewBoard> _logger;
    private readonly CoalescingTimer _timer;
    private readonly ITimer _ticking;
    private readonly IDisposable _subscription;
    private readonly CancellationTokenSource _gone = new();
    private readonly Lock _gate = new();
    private Action[] _watchers = [];
    private long _changes;
    private Reading? _latest;
    private Task<Reading>? _running;
    private long _runningSince;
    private Task<Reading>? _next;

    public OverviewBoard(OverviewReader reader, ActivityFeed feed, TimeProvider time, ILogger<OverviewBoard> logger)
        : this(reader.ReadAsync, feed, time, logger)
    {
    }

    internal OverviewBoard(Func<CancellationToken, Task<TeamOverview>> read, ActivityFeed feed, TimeProvider time, ILogger<OverviewBoard> logger)
    {
        (_read, _time, _logger) = (read, time, logger);
        _timer = new CoalescingTimer(time, Interval, RefreshAsync);
        _subscription = feed.Subscribe(activity =>
        {
            if (activity is DataSetsChanged or SharesChanged or UploadChanged or EngineLoadChanged)
                return;
            Interlocked.Increment(ref _changes);
            TriggerWhereWatched();
        });
        _ticking = time.CreateTimer(_ => TriggerWhereWatched(), null, _tick, _tick);
    }

    // Made at the start, since alerts count from when it began to look.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <summary>Calls <paramref name="onRead"/>, which must return at once, after each reading until disposed.</summary>
    public IDisposable Watch(Action onRead)
    {
        lock (_gate)
            _watchers = [.. _watchers, onRead];
        // What changed while nobody watched is told to nobody else.
        if (_latest is { } latest && latest.Changes != Interlocked.Read(ref _changes))
            TriggerWhereWatched();
        return new Watcher(this, onRead);
    }

    /// <summary>The Overview as this person may see it, at least as new as the last change when it is asked for.</summary>
    public async Task<TeamOverview> ReadAsync(string viewer, CancellationToken cancellationToken) => (await NewestAsync(TimeSpan.Zero).WaitAsync(cancellationToken)).Overview.For(viewer);

    /// <summary>As <see cref="ReadAsync"/>, for those who watch: what happened a moment ago may be missing, because they will be told.</summary>
    public async Task<TeamOverview> ReadWatchedAsync(string viewer, CancellationToken cancellationToken) => (await NewestAsync(Interval).WaitAsync(cancellationToken)).Overview.For(viewer);

    private Task<Reading> NewestAsync(TimeSpan tolerated)
    {
        lock (_gate)
        {
            if (_latest is { } latest && _time.GetElapsedTime(latest.At) is var age && age < _tick && (latest.Changes == Interlocked.Read(ref _changes) || age < tolerated))
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
            next = _running ?? Start();
        }
        return await next;
    }

    private async Task<Reading> RunAsync(long changes)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            var overview = await _read(_gone.Token);
            var reading = new Reading(overview, changes, _time.GetTimestamp(), Stopwatch.GetElapsedTime(began));
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

    private void TriggerWhereWatched()
    {
        if (Volatile.Read(ref _watchers).Length > 0)
            _timer.Trigger();
    }

    private async Task RefreshAsync()
    {
        try
        {
            var reading = await NewestAsync(TimeSpan.Zero);
            foreach (var watcher in Volatile.Read(ref _watchers))
                watcher();
            if (reading.Took * Rest is var rest && rest > Interval)
                await Task.Delay(rest, _time, _gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            LogNotRead(_logger, failure);
            foreach (var watcher in Volatile.Read(ref _watchers))
                watcher(); // each shows that what it has may be out of date
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_gone.IsCancellationRequested)
            return;
        await _gone.CancelAsync();
        _subscription.Dispose();
        await _ticking.DisposeAsync();
        await _timer.DisposeAsync();
        // What reads must have ended before the database goes.
        Task running;
        lock (_gate)
            running = _next ?? _running ?? Task.CompletedTask;
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Overview could not be read; the next change tries again")]
    private static partial void LogNotRead(ILogger logger, Exception exception);

    private sealed record Reading(TeamOverview Overview, long Changes, long At, TimeSpan Took);

    private sealed class Watcher(OverviewBoard board, Action onRead) : IDisposable
    {
        public void Dispose()
        {
            lock (board._gate)
            {
                var at = Array.IndexOf(board._watchers, onRead);
                if (at >= 0)
                    board._watchers = [.. board._watchers[..at], .. board._watchers[(at + 1)..]];
            }
        }
    }
}
