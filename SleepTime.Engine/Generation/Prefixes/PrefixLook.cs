namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// What a waiting request shares with residents, saved states and running generations. The search is done once; how far
/// those have read is looked up each time, since where two prompts part does not change. Engine thread only.
/// </summary>
internal sealed class PrefixLook
{
    /// <summary>Fewer shared tokens than this are worth neither waiting for nor keeping a prefix for.</summary>
    public const int WorthWaitingFor = 16;

    private readonly List<(ActiveGeneration Generation, int Shared)> _running = [];
    private readonly int _resident;
    private readonly int _most;

    /// <param name="version">Of <see cref="PrefixChanges"/>: the look is good for as long as that stays.</param>
    /// <param name="prompt">The part that may be shared, and one token more.</param>
    /// <param name="resident">Tokens that it shares with a resident prefix.</param>
    public PrefixLook(long version, ReadOnlySpan<int> prompt, int resident, List<ActiveGeneration> active, SavedLook saved)
    {
        Version = version;
        Saved = saved;
        _resident = resident;
        _most = prompt.Length - 1;
        foreach (var running in active)
        {
            var shared = prompt.CommonPrefixLength(running.Tokens);
            if (shared > 0)
                _running.Add((running, shared));
        }
    }

    public long Version { get; }

    public SavedLook Saved { get; }

    /// <summary>
    /// Tokens that it could share with a live sequence now. What a running generation has written since the look is left
    /// out; it is shared all the same when the request is admitted.
    /// </summary>
    public int Live
    {
        get
        {
            var live = _resident;
            foreach (var (generation, shared) in _running)
                live = Math.Max(live, Math.Min(Math.Min(shared, generation.Computed), _most));
            return live;
        }
    }

    /// <summary>
    /// True while a generation as urgent as this one is reading a prompt that begins alike. That is how both modes of a
    /// comparison read the context once.
    /// </summary>
    public bool IsBeingRead(GenerationClass @class)
    {
        var live = Live;
        foreach (var (reader, shared) in _running)
        {
            if (!reader.IsDecoding && reader.Class <= @class && reader.Computed < shared && shared - live >= WorthWaitingFor)
                return true;
        }
        return false;
    }
}

/// <summary>What saved states begin like a request.</summary>
/// <param name="InMemory">Most tokens that one in memory shares with it.</param>
/// <param name="OnDisk">Most tokens that one on disk shares with it.</param>
/// <param name="State">That one; null when none shares any.</param>
internal readonly record struct SavedLook(int InMemory, int OnDisk, DiskState? State);
