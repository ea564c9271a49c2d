namespace SleepTime.Engine.Generation;

/// <summary>
/// Prefixes of generations that have ended, kept in their sequences for the next prompt that begins alike, and the
/// sequence ids that are free. The one place that knows where a prefix is kept: live sequences only, so far.
/// Engine thread only.
/// </summary>
internal sealed class PrefixStore
{
    private readonly Stack<int> _free;
    private readonly int _maxResident;

    // Least recently used first.
    private readonly List<Resident> _residents = [];

    public PrefixStore(int sequences, int maxResident)
    {
        _free = new Stack<int>(Enumerable.Range(0, sequences).Reverse());
        _maxResident = maxResident;
    }

    public int ResidentCount => _residents.Count;

    public int FreeCount => _free.Count;

    /// <summary>The resident sequence that shares most with the prompt, and how many tokens; (−1, 0) when none shares any.</summary>
    public (int Sequence, int Shared) FindLongest(ReadOnlySpan<int> prompt)
    {
        var best = (Sequence: -1, Shared: 0);
        foreach (var resident in _residents)
        {
            var shared = prompt.CommonPrefixLength(resident.Tokens);
            if (shared > best.Shared)
                best = (resident.Sequence, shared);
        }
        return best;
    }

    /// <summary>Marks a resident as just used, so that it is given up last.</summary>
    public void Touch(int sequence)
    {
        var at = _residents.FindIndex(resident => resident.Sequence == sequence);
        if (at < 0)
            return;
        var resident = _residents[at];
        _residents.RemoveAt(at);
        _residents.Add(resident);
    }

    public bool TryTakeFree(out int sequence) => _free.TryPop(out sequence);

    /// <summary>Keeps the tokens of a sequence as a prefix; the least recently used ones past the limit have to go.</summary>
    /// <returns>Sequences whose cells the caller must free, already counted as free here.</returns>
    public IReadOnlyList<int> Keep(int sequence, ReadOnlySpan<int> tokens)
    {
        _residents.Add(new Resident(sequence, tokens.ToArray()));
        List<int> dropped = [];
        while (_residents.Count > _maxResident && TryEvict(out var evicted))
            dropped.Add(evicted);
        return dropped;
    }

    /// <summary>Gives up the least recently used prefix; its sequence is free once the caller has freed its cells.</summary>
    public bool TryEvict(out int sequence)
    {
        sequence = -1;
        if (_residents.Count == 0)
            return false;
        sequence = _residents[0].Sequence;
        _residents.RemoveAt(0);
        _free.Push(sequence);
        return true;
    }

    /// <summary>Takes back a sequence whose cells the caller has freed.</summary>
    public void Release(int sequence) => _free.Push(sequence);

    private sealed record Resident(int Sequence, int[] Tokens);
}
