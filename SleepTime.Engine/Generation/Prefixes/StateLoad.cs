namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>A saved state on its way from disk into memory, read and verified on a thread of the pool. Thread-safe.</summary>
internal sealed class StateLoad
{
    private SavedState? _state;
    private volatile bool _ended;

    public bool IsUnderWay => !_ended;

    /// <summary>Null while it is under way, and when it could not be read.</summary>
    public SavedState? State => _ended ? _state : null;

    /// <param name="read">Reads it; null when it cannot be used. Does not throw.</param>
    /// <param name="onEnded">Told when it is there or is not to be had.</param>
    public void Begin(Func<SavedState?> read, Action onEnded) => _ = Task.Run(() =>
    {
        try
        {
            _state = read();
        }
        finally
        {
            _ended = true;
            onEnded();
        }
    });
}
