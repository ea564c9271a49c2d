using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// Knows since when nobody has been asking: the last moment at which a question ran or waited, or a remote engine had
/// requests of others. Looks whenever the engine says that its load changed, and whenever it is asked. Thread-safe.
/// </summary>
internal sealed class IdleMonitor : IDisposable
{
    private readonly Func<EngineLoad> _load;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleTime;
    private readonly IDisposable _subscription;
    private readonly Lock _gate = new();
    private bool _asking;
    private long? _lastQuestion;

    public IdleMonitor(GenerationService generation, ActivityFeed feed, TimeProvider time, IOptions<SleepOptions> options)
        : this(() => generation.Load, feed, time, options.Value.IdleTime)
    {
    }

    internal IdleMonitor(Func<EngineLoad> load, ActivityFeed feed, TimeProvider time, TimeSpan idleTime)
    {
        _load = load;
        _time = time;
        _idleTime = idleTime;
        _subscription = feed.Subscribe(activity =>
        {
            if (activity is EngineLoadChanged)
                Look();
        });
    }

    /// <summary>True while a question runs or waits, here or on a remote engine for others.</summary>
    public bool QuestionsActive
    {
        get
        {
            Look();
            lock (_gate)
                return _asking;
        }
    }

    /// <summary>Time until the model counts as idle if nobody asks; zero when it does, null while a question runs or waits.</summary>
    public TimeSpan? TimeLeft
    {
        get
        {
            Look();
            lock (_gate)
            {
                if (_asking)
                    return null;
                if (_lastQuestion is not { } last)
                    return TimeSpan.Zero;
                var left = _idleTime - _time.GetElapsedTime(last);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    public bool IsIdle => TimeLeft == TimeSpan.Zero;

    public void Dispose() => _subscription.Dispose();

    private void Look()
    {
        // Read outside the lock: the engine may publish while it holds its own.
        var load = _load();
        var asking = load.Questions + load.Elsewhere > 0;
        lock (_gate)
        {
            if (asking || _asking)
                _lastQuestion = _time.GetTimestamp();
            _asking = asking;
        }
    }
}
