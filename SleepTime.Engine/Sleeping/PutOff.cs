namespace SleepTime.Engine.Sleeping;

/// <summary>
/// How long to leave a step alone that was refused or failed. The events which such a step causes itself wake the
/// scheduler but do not shorten this, so that it cannot keep itself awake. Thread-safe.
/// </summary>
internal sealed class PutOff(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TimeSpan _length;
    private long _since;

    public TimeSpan Left
    {
        get
        {
            lock (_gate)
            {
                if (_length == TimeSpan.Zero)
                    return TimeSpan.Zero;
                var left = _length - time.GetElapsedTime(_since);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    public void Begin(TimeSpan length)
    {
        lock (_gate)
            (_length, _since) = (length, time.GetTimestamp());
    }

    public void End() => Begin(TimeSpan.Zero);
}
