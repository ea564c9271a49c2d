namespace SleepTime.Engine.Generation;

/// <summary>How often a place in a queue becomes free, so that who is refused learns when to come back. Not thread-safe.</summary>
internal sealed class AdmissionPace(TimeProvider time)
{
    private const double WeightOfLatest = 0.25;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Unknown = TimeSpan.FromSeconds(5);

    private long? _latest;
    private double? _meanSeconds;

    /// <summary>When one more place is likely to be free: 1 to 60 seconds, 5 while nothing was measured.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            if (_meanSeconds is not { } seconds)
                return Unknown;
            return TimeSpan.FromSeconds(Math.Clamp(seconds, Shortest.TotalSeconds, Longest.TotalSeconds));
        }
    }

    /// <summary>One was admitted.</summary>
    /// <param name="othersWait">False when the queue is empty now: the time until the next one says nothing about pace.</param>
    public void Admitted(bool othersWait)
    {
        var now = time.GetTimestamp();
        if (_latest is { } latest)
        {
            var seconds = time.GetElapsedTime(latest, now).TotalSeconds;
            _meanSeconds = _meanSeconds is { } mean ? mean + WeightOfLatest * (seconds - mean) : seconds;
        }
        _latest = othersWait ? now : null;
    }
}
