using System.Diagnostics.CodeAnalysis;

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// Saved states in memory, within a budget of bytes. What no longer fits goes by class, the least urgent first, then by
/// last use. Engine thread only.
/// </summary>
/// <param name="budget">Bytes of state that may be kept, 0 or more; 0 keeps none.</param>
internal sealed class StateMemory(long budget)
{
    private readonly RadixIndex<SavedState> _index = new(ReferenceEqualityComparer.Instance);

    // Least recently used first.
    private readonly List<SavedState> _states = [];

    public long Bytes { get; private set; }

    /// <summary>Grows with each state that comes or goes.</summary>
    public long Version => _index.Version;

    public bool TryFindLongest(ReadOnlySpan<int> tokens, [MaybeNullWhen(false)] out SavedState state, out int shared) =>
        _index.TryFindLongest(tokens, out state, out shared);

    /// <summary>Whether a state of so many bytes would be kept, other states given up for it if need be.</summary>
    public bool HasRoomFor(long bytes) => bytes <= budget;

    /// <summary>Keeps a state.</summary>
    /// <returns>Those that had to go, the new one itself when it is larger than the budget.</returns>
    public IReadOnlyList<SavedState> Add(SavedState state)
    {
        if (!HasRoomFor(state.Payload.Length))
            return [state];
        List<SavedState> gone = [];
        while (Bytes + state.Payload.Length > budget)
        {
            var victim = _states.MaxBy(kept => kept.Owner.Class)!;
            Remove(victim);
            gone.Add(victim);
        }
        Keep(state);
        return gone;
    }

    /// <summary>Marks a state as just used by a generation of a class; one that is not kept here changes nothing.</summary>
    public void Touch(SavedState state, GenerationClass by)
    {
        if (Remove(state))
            Keep(state with { Owner = state.Owner.UsedBy(by) });
    }

    public bool Remove(SavedState state)
    {
        if (!_index.Remove(state))
            return false;
        _states.RemoveAll(kept => ReferenceEquals(kept, state));
        Bytes -= state.Payload.Length;
        return true;
    }

    public void Forget(Guid contextId)
    {
        foreach (var state in _states.Where(state => state.Owner.ContextId == contextId).ToList())
            Remove(state);
    }

    private void Keep(SavedState state)
    {
        _index.Add(state.Tokens, state);
        _states.Add(state);
        Bytes += state.Payload.Length;
    }
}
