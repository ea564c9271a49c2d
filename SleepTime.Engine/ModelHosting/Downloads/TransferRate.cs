namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>Bytes a second over the last seconds: what a person waits by, not the mean since the start. Not thread-safe.</summary>
internal sealed class TransferRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(250);

    private readonly Queue<(long At, long Bytes)> _slots = new();
    private long _slotAt = time.GetTimestamp();
    private long _slotBytes;
    private long _bytes;

    public void Add(long bytes)
    {
        if (time.GetElapsedTime(_slotAt) >= Slot)
            CloseSlot();
        _slotBytes += bytes;
    }

    /// <returns>Null before there is anything to go by; 0 once nothing has come for the window.</returns>
    public double? PerSecond()
    {
        if (time.GetElapsedTime(_slotAt) >= Slot)
            CloseSlot();
        if (_slots.Count == 0)
            return null;
        var span = time.GetElapsedTime(_slots.Peek().At, _slotAt);
        return span > TimeSpan.Zero ? _bytes / span.TotalSeconds : null;
    }

    private void CloseSlot()
    {
        _slots.Enqueue((_slotAt, _slotBytes));
        _bytes += _slotBytes;
        (_slotAt, _slotBytes) = (time.GetTimestamp(), 0);
        while (_slots.Count > 1 && time.GetElapsedTime(_slots.Peek().At, _slotAt) > Window)
            _bytes -= _slots.Dequeue().Bytes;
    }
}
