namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// Prefixes of generations that have ended, kept in their sequences for the next prompt that begins alike, and the
/// sequence ids that are free. What no longer fits goes by class, the least urgent first, then by last use.
/// Engine thread only.
/// </summary>
/// <param name="sequences">Sequences of the inference context.</param>
/// <param name="maxResident">Most prefixes kept.</param>
/// <param name="maxCells">Most cells that they hold together; a beginning that several share counts once.</param>
/// <param name="onEvict">Told of each prefix that is given up, while its cells are still there, and how many of its tokens stay.</param>
internal sealed class PrefixStore(int sequences, int maxResident, int maxCells, Action<ResidentPrefix, int> onEvict)
{
    private readonly Stack<int> _free = new(Enumerable.Range(0, sequences).Reverse());
    private readonly RadixIndex<ResidentPrefix> _index = new();

    // Least recently used first.
    private readonly List<ResidentPrefix> _residents = [];

    public int ResidentCount => _residents.Count;

    public int FreeCount => _free.Count;

    /// <summary>Grows with each resident that comes or goes.</summary>
    public long Version => _index.Version;

    /// <summary>The resident sequence that shares most with the prompt, and how many tokens; (−1, 0) when none shares any.</summary>
    public (int Sequence, int Shared) FindLongest(ReadOnlySpan<int> prompt) =>
        _index.TryFindLongest(prompt, out var resident, out var shared) ? (resident.Sequence, shared) : (-1, 0);

    /// <summary>Marks a resident as just used by a generation of a class, so that it is given up last of its kind.</summary>
    public void Touch(int sequence, GenerationClass by)
    {
        var at = _residents.FindIndex(resident => resident.Sequence == sequence);
        if (at < 0)
            return;
        var resident = _residents[at];
        resident.Owner = resident.Owner.UsedBy(by);
        _residents.RemoveAt(at);
        _residents.Add(resident);
    }

    public bool TryTakeFree(out int sequence) => _free.TryPop(out sequence);

    /// <summary>Keeps the tokens of a sequence as a prefix. What is past a limit has to go, and what this one makes superfluous.</summary>
    /// <returns>Sequences whose cells the caller must free, already counted as free here.</returns>
    public IReadOnlyList<int> Keep(int sequence, ReadOnlySpan<int> tokens, PrefixOwner owner)
    {
        var kept = new ResidentPrefix(sequence, tokens.ToArray(), owner);
        List<int> dropped = [.. DropBeginningsOf(kept)];
        _residents.Add(kept);
        _index.Add(tokens, kept);
        while (_residents.Count > maxResident || _index.TokenCount > maxCells)
        {
            // The newest is the likeliest to be asked for next, whatever its class.
            var victim = LeastWanted(_residents.SkipLast(1)) ?? kept;
            Evict(victim);
            dropped.Add(victim.Sequence);
        }
        return dropped;
    }

    /// <summary>Gives up the least wanted prefix; its sequence is free once the caller has freed its cells.</summary>
    /// <param name="except">A sequence that is not to be given up; −1 for none.</param>
    public bool TryEvict(out int sequence, int except = -1)
    {
        sequence = -1;
        if (LeastWanted(_residents.Where(resident => resident.Sequence != except)) is not { } victim)
            return false;
        Evict(victim);
        sequence = victim.Sequence;
        return true;
    }

    /// <summary>Gives up a prefix whose sequence goes on with its first tokens; it is the next free one, and the caller frees the cells after them.</summary>
    public void HandOver(int sequence, int kept) => Evict(Of(sequence), kept);

    /// <summary>Tokens of a resident.</summary>
    public int LengthOf(int sequence) => Of(sequence).Tokens.Length;

    /// <summary>Gives up every prefix of a context without telling anyone of it.</summary>
    /// <returns>Sequences whose cells the caller must free, already counted as free here.</returns>
    public IReadOnlyList<int> Forget(Guid contextId)
    {
        var gone = _residents.Where(resident => resident.Owner.ContextId == contextId).ToList();
        gone.ForEach(Drop);
        return [.. gone.Select(resident => resident.Sequence)];
    }

    /// <summary>Takes back a sequence whose cells the caller has freed.</summary>
    public void Release(int sequence) => _free.Push(sequence);

    private ResidentPrefix Of(int sequence) => _residents.Find(resident => resident.Sequence == sequence)
        ?? throw new ArgumentException($"Sequence {sequence} keeps no prefix.", nameof(sequence));

    private void Evict(ResidentPrefix victim, int kept = 0)
    {
        Drop(victim);
        onEvict(victim, kept);
    }

    private void Drop(ResidentPrefix resident)
    {
        _residents.Remove(resident);
        _index.Remove(resident);
        _free.Push(resident.Sequence);
    }

    /// <summary>Only those of the same context: a text must be found under the context with which it is forgotten.</summary>
    private List<int> DropBeginningsOf(ResidentPrefix kept)
    {
        var superfluous = _residents.Where(resident => resident.Owner.ContextId == kept.Owner.ContextId && kept.Tokens.AsSpan().StartsWith(resident.Tokens)).ToList();
        foreach (var resident in superfluous)
        {
            kept.Owner = kept.Owner.UsedBy(resident.Owner.Class);
            Drop(resident);
        }
        return [.. superfluous.Select(resident => resident.Sequence)];
    }

    private static ResidentPrefix? LeastWanted(IEnumerable<ResidentPrefix> residents) => residents.MaxBy(resident => resident.Owner.Class);
}
