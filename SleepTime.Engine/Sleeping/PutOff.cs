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
    private int _ends;

    /// <summary>How often it was ended. Read it before a step and hand it to <see cref="Begin"/> after.</summary>
    public int Ends
    {
        get
        {
            lock (_gate)
                return _ends;
        }
    }

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

    /// <summary>Does nothing when it was ended during the step: what changed then, the step did not see.</summary>
    public void Begin(TimeSpan length, int ends)
    {
        lock (_gate)
        {
            if (ends == _ends)
                (_length, _since) = (length, time.GetTimestamp());
        }
    }

    public void End()
    {
        lock (_gate)
            (_length, _ends) = (TimeSpan.Zero, _ends + 1);
    }
}
