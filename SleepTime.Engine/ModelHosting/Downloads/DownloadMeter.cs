namespace SleepTime.Engine.ModelHosting.Downloads;

public enum DownloadPhase
{
    /// <summary>Asks the hub what there is.</summary>
    Looking,

    Fetching,

    /// <summary>Reads what was fetched for its checksum.</summary>
    Checking,
}

/// <param name="Remark">Why nothing comes right now; null while it does.</param>
/// <param name="NextTryAt">When it is tried again; null while nothing waits.</param>
public sealed record DownloadProgress(DownloadPhase Phase, long Done, long? Total, double? BytesPerSecond, string? Remark, DateTimeOffset? NextTryAt);

/// <summary>Where one running download stands. Thread-safe.</summary>
internal sealed class DownloadMeter(TimeProvider time, Action? changed = null)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly TransferRate _rate = new(time);
    private readonly List<Waiting> _waits = [];
    private DownloadPhase _phase;
    private long _done;
    private long? _total;
    private long _toldAt;

    public void Begin(long done, long total) => Change(() => (_done, _total) = (done, total));

    public void Enter(DownloadPhase phase) => Change(() => _phase = phase);

    /// <summary>Takes back what was counted and has to be fetched again.</summary>
    public void TakeBack(long bytes) => Change(() => _done -= bytes);

    public void Add(int bytes)
    {
        lock (_gate)
        {
            _done += bytes;
            _rate.Add(bytes);
            if (_toldAt != 0 && time.GetElapsedTime(_toldAt) < TellEvery)
                return;
            _toldAt = time.GetTimestamp();
        }
        changed?.Invoke();
    }

    /// <summary>Something waits before it is tried again, until disposed.</summary>
    public IDisposable Wait(string why, DateTimeOffset until)
    {
        var waiting = new Waiting(this, why, until);
        Change(() => _waits.Add(waiting));
        return waiting;
    }

    public DownloadProgress Read()
    {
        lock (_gate)
            return new(_phase, _done, _total, _phase == DownloadPhase.Fetching ? _rate.PerSecond() : null, _waits.LastOrDefault()?.Why, _waits.Count == 0 ? null : _waits.Min(wait => wait.Until));
    }

    private void Change(Action change)
    {
        lock (_gate)
            change();
        changed?.Invoke();
    }

    private sealed class Waiting(DownloadMeter meter, string why, DateTimeOffset until) : IDisposable
    {
        public string Why { get; } = why;

        public DateTimeOffset Until { get; } = until;

        public void Dispose() => meter.Change(() => meter._waits.Remove(this));
    }
}
