namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// The tiers behind the live sequences: what is given up there goes into memory, and is found here when a prompt begins
/// like it. It says what is worth doing; the engine loop does it. Engine thread only.
/// </summary>
internal sealed class SavedPrefixes(StateMemory memory, PrefixSpeeds speeds, PrefixMeter meter)
{
    /// <summary>Fewer tokens than this are not worth a state of their own.</summary>
    private const int WorthRestoring = 16;

    public PrefixSpeeds Speeds => speeds;

    public PrefixMeter Meter => meter;

    /// <summary>
    /// Whether to save a prefix that is about to go: not when most of it is kept elsewhere, which is so for all but the
    /// last of many questions on one context.
    /// </summary>
    /// <param name="live">How many of its tokens other live sequences hold.</param>
    public bool IsWorthSaving(ResidentPrefix evicted, int live)
    {
        var length = evicted.Tokens.Length;
        var kept = Math.Max(live, memory.TryFindLongest(evicted.Tokens, out _, out var shared) ? shared : 0);
        return memory.HasRoomFor(1) && length >= WorthRestoring && (length - kept) * 2 >= length;
    }

    public void Keep(SavedState state)
    {
        memory.Add(state);
        meter.SetMemoryBytes(memory.Bytes);
    }

    /// <summary>The state to restore for these tokens, and how many of them it spares; null when computing them is as good.</summary>
    /// <param name="live">How many of the tokens a live sequence could share.</param>
    public (SavedState State, int Shared)? Find(ReadOnlySpan<int> wanted, int live)
    {
        if (!memory.TryFindLongest(wanted, out var state, out var shared) || shared - live < WorthRestoring)
            return null;
        return speeds.PaysToRestore(PrefixTier.Memory, state.Payload.Length, shared - live) ? (state, shared) : null;
    }

    public void Touch(SavedState state, GenerationClass by) => memory.Touch(state, by);

    /// <summary>A state that was refused must not be tried again.</summary>
    public void Discard(SavedState state)
    {
        memory.Remove(state);
        meter.SetMemoryBytes(memory.Bytes);
    }

    public void Forget(Guid contextId)
    {
        memory.Forget(contextId);
        meter.SetMemoryBytes(memory.Bytes);
    }
}
