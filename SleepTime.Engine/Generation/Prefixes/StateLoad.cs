namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// A saved state on its way from disk into memory, read and verified on a thread of the pool, with the requests that wait
/// for it: they share it, and it goes with the last of them. Engine thread only, but for what is read.
/// </summary>
internal sealed class StateLoad(DiskState source)
{
    private readonly List<GenerationTicket> _waiting = [];
    private SavedState? _state;
    private volatile bool _ended;
    private bool _refused;

    public DiskState Source { get; } = source;

    public bool IsUnderWay => !_ended;

    /// <summary>Null while it is under way, when it could not be read, and when the runtime has refused it.</summary>
    public SavedState? State => _ended && !_refused ? _state : null;

    /// <summary>Whether it takes memory, or may soon: it is under way, or somebody still waits for what was read.</summary>
    public bool IsHeld => IsUnderWay || (State is not null && Waiting.Any());

    /// <summary>Those that have neither ended nor been admitted.</summary>
    private IEnumerable<GenerationTicket> Waiting => _waiting.Where(ticket => ticket.Load == this && !ticket.Completion.IsCompleted);

    public void Share(GenerationTicket ticket)
    {
        ticket.Load = this;
        _waiting.Add(ticket);
    }

    /// <summary>Whoever waits for it, too, does without: it must not be tried again.</summary>
    public void Refuse() => _refused = true;

    /// <summary>Makes way for a more urgent request; those that waited for it may begin it again later.</summary>
    public bool TryYieldTo(GenerationClass @class)
    {
        if (IsUnderWay || Waiting.Any(ticket => ticket.Request.Class <= @class))
            return false;
        foreach (var ticket in Waiting.ToList())
            ticket.Load = null;
        return true;
    }

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
