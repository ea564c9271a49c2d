namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// The tiers behind the live sequences: what is given up there goes into memory, what is given up there goes to disk,
/// and each is found when a prompt begins like it. It says what is worth doing; the engine loop does it. Engine thread only.
/// </summary>
/// <param name="writer">Null when nothing is kept on disk.</param>
/// <param name="onRead">Told when a state was read from disk or could not be; called from any thread.</param>
internal sealed class SavedPrefixes(StateMemory memory, StateWriter? writer, PrefixSpeeds speeds, PrefixMeter meter, Action onRead)
{
    /// <summary>Fewer tokens than this are not worth a state of their own.</summary>
    private const int WorthRestoring = 16;

    /// <summary>States read from disk that may be under way or unclaimed: no budget counts them.</summary>
    private const int MostLoads = 2;

    private readonly List<StateLoad> _loads = [];

    public PrefixSpeeds Speeds => speeds;

    public PrefixMeter Meter => meter;

    /// <summary>States read from disk that are under way or were not claimed yet.</summary>
    public int LoadsHeld => _loads.Count;

    /// <summary>Grows with each state that comes or goes, in memory or on disk.</summary>
    public long Version => memory.Version + (writer?.Disk.Version ?? 0);

    /// <summary>
    /// Whether to save a prefix that is about to go: not when most of it is kept elsewhere, which is so for all but the
    /// last of many questions on one context.
    /// </summary>
    /// <param name="live">How many of its tokens other live sequences hold.</param>
    public bool IsWorthSaving(ResidentPrefix evicted, int live)
    {
        var isKept = memory.HasRoomFor(1);
        if (!isKept && (writer is null || evicted.Owner.ContextId is null))
            return false;
        var kept = Math.Max(live, InMemory(evicted.Tokens));
        return IsMostlyNew(evicted.Tokens, isKept ? kept : Math.Max(kept, OnDisk(evicted.Tokens, evicted.Owner)));
    }

    /// <summary>Whether a state of so many bytes has a place at all. Asked before it is copied out of the cells.</summary>
    public bool FitsAnywhere(long bytes, Guid? contextId) =>
        bytes > 0 && bytes <= Array.MaxLength && (memory.HasRoomFor(bytes) || (contextId is not null && FitsOnDisk(bytes)));

    /// <summary>
    /// Whether to copy the state of a generation that has to make room into memory: it will want it back whole, so that
    /// copying it out and back has to be quicker than computing what it has more than others.
    /// </summary>
    /// <param name="live">How many of its tokens another running generation holds.</param>
    /// <param name="bytes">Size of the state; 0 when it cannot be told.</param>
    public bool IsWorthParking(ReadOnlySpan<int> tokens, int live, long bytes)
    {
        var spared = tokens.Length - Math.Max(live, InMemory(tokens));
        return spared >= WorthRestoring && bytes > 0 && bytes <= Array.MaxLength && memory.HasRoomFor(bytes)
            && speeds.PaysToRestore(PrefixTier.Memory, 2 * bytes, spared);
    }

    public bool FitsOnDisk(long bytes) => bytes > 0 && bytes <= Array.MaxLength && writer is not null && writer.Disk.HasRoomFor(bytes);

    public void Keep(SavedState state)
    {
        foreach (var gone in memory.Add(state))
        {
            if (gone.Owner.ContextId is not null && IsMostlyNew(gone.Tokens, OnDisk(gone.Tokens, gone.Owner)))
                writer?.WriteOrDrop(gone);
        }
        meter.SetMemoryBytes(memory.Bytes);
    }

    /// <summary>Whether a context has the state of exactly these tokens on disk. That of another context does not count: it goes with that one.</summary>
    public bool IsOnDisk(ReadOnlySpan<int> tokens, PrefixOwner owner) =>
        owner.ContextId is { } contextId && writer is not null && writer.Disk.Has(contextId, tokens);

    /// <summary>Puts a state on disk that belongs there for its own sake.</summary>
    /// <param name="onEnded">Told once what became of it, here or on a thread of the pool.</param>
    public void Write(SavedState state, Action<PrefixSaveOutcome> onEnded)
    {
        if (writer is null)
            onEnded(PrefixSaveOutcome.NotWritten);
        else if (!writer.TryWrite(state, onEnded))
            onEnded(PrefixSaveOutcome.DiskBusy);
    }

    /// <summary>How many of these tokens states begin with, in memory and on disk, and which one it is there.</summary>
    public SavedLook LookAt(ReadOnlySpan<int> wanted)
    {
        var shared = 0;
        var state = writer is not null && writer.Disk.TryFindLongest(wanted, out var found, out shared) ? found : null;
        return new SavedLook(InMemory(wanted), shared, state);
    }

    /// <summary>
    /// True while a state that is worth having for this request is being read from disk. The first call begins it,
    /// unless as many are being read as may be: then it waits for one of them to be claimed. A request is admitted when its
    /// state has come, so that the engine thread never waits for a file.
    /// </summary>
    /// <param name="look">What there is for it now.</param>
    /// <param name="live">How many of its tokens a live sequence could share.</param>
    public bool IsLoading(GenerationTicket ticket, SavedLook look, int live)
    {
        // Once for each request: what could not be read then is computed.
        if (ticket.Load is { } load)
            return load.IsUnderWay;
        ticket.WaitsForALoad = false;
        var spared = look.OnDisk - Math.Max(live, look.InMemory);
        if (writer is null || look.State is not { } state || spared < WorthRestoring || !speeds.PaysToRestore(PrefixTier.Disk, state.Manifest!.PayloadBytes, spared))
            return false;
        DropUnheldLoads();
        var shareable = _loads.Find(load => load.Source == state);
        if (shareable is null && _loads.Count >= MostLoads)
        {
            // What less urgent work has not claimed must not hold up a question.
            if (_loads.Find(load => load.TryYieldTo(ticket.Request.Class)) is not { } yielded)
                return ticket.WaitsForALoad = true;
            _loads.Remove(yielded);
        }
        shareable ??= BeginLoad(writer.Disk, state, ticket.Request.Class);
        shareable.Share(ticket);
        return shareable.IsUnderWay;
    }

    /// <summary>Whether <see cref="Find"/> may give a state to restore. It asks for no speeds and claims nothing.</summary>
    public static bool MayRestore(GenerationTicket ticket, int inMemory, int live) =>
        Math.Max(inMemory, ticket.Load?.State?.Tokens.Length ?? 0) - live >= WorthRestoring;

    /// <summary>The state to restore for these tokens, and how many of them it spares; null when computing them is as good.</summary>
    /// <param name="live">How many of the tokens a live sequence could share.</param>
    public (SavedState State, int Shared)? Find(GenerationTicket ticket, ReadOnlySpan<int> wanted, int live)
    {
        var found = memory.TryFindLongest(wanted, out var state, out var shared);
        if (ticket.Load?.State is { } loaded && wanted.CommonPrefixLength(loaded.Tokens) is var fromDisk && fromDisk > shared)
            (found, state, shared) = (true, loaded, fromDisk);
        ticket.Load = null;
        DropUnheldLoads();
        return found && shared - live >= WorthRestoring && speeds.PaysToRestore(PrefixTier.Memory, state!.Payload.Length, shared - live)
            ? (state, shared)
            : null;
    }

    public void Touch(SavedState state, GenerationClass by) => memory.Touch(state, by);

    /// <summary>A state that was refused must not be tried again, not even by those who have it already.</summary>
    public void Discard(SavedState state)
    {
        foreach (var load in _loads.Where(load => load.Source.Manifest!.Tokens.AsSpan().SequenceEqual(state.Tokens)))
            load.Refuse();
        memory.Remove(state);
        writer?.Discard(state);
        meter.SetMemoryBytes(memory.Bytes);
    }

    /// <summary>Forgets what is in memory of a context.</summary>
    public void Forget(Guid contextId)
    {
        memory.Forget(contextId);
        DropUnheldLoads();
        meter.SetMemoryBytes(memory.Bytes);
    }

    /// <summary>What was read and has been used, or is wanted by nobody any more, must not stay in memory.</summary>
    private void DropUnheldLoads() => _loads.RemoveAll(load => !load.IsHeld);

    private StateLoad BeginLoad(StateDisk disk, DiskState state, GenerationClass by)
    {
        var load = new StateLoad(state);
        _loads.Add(load);
        load.Begin(
            () =>
            {
                var since = speeds.Now();
                var loaded = disk.Load(state, by);
                if (loaded is not null)
                    speeds.Moved(PrefixTier.Disk, loaded.Payload.Length, since);
                return loaded;
            },
            onRead);
        return load;
    }

    private int InMemory(ReadOnlySpan<int> tokens) => memory.TryFindLongest(tokens, out _, out var shared) ? shared : 0;

    private int OnDisk(ReadOnlySpan<int> tokens, PrefixOwner owner) =>
        owner.ContextId is { } contextId && writer is not null ? writer.Disk.LongestOf(contextId, tokens) : 0;

    private static bool IsMostlyNew(int[] tokens, int kept) => tokens.Length >= WorthRestoring && (tokens.Length - kept) * 2 >= tokens.Length;
}
