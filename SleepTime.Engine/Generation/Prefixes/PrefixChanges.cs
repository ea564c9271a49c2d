namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// Counts the changes of what a search for prefixes looks at. It compares instead of being told: a change that nobody
/// told of would leave a request waiting for ever. Engine thread only.
/// </summary>
internal sealed class PrefixChanges
{
    private readonly List<ActiveGeneration> _running = [];
    private (PrefixStore? Store, long Live, long Saved) _kept;

    /// <summary>While it stays, the same generations run, and the same prefixes and states are kept.</summary>
    public long Version { get; private set; }

    /// <summary>Takes note of how things are now.</summary>
    public void Note(List<ActiveGeneration> active, PrefixStore live, SavedPrefixes saved)
    {
        var kept = (live, live.Version, saved.Version);
        if (kept == _kept && IsRunning(active))
            return;
        Version++;
        _kept = kept;
        _running.Clear();
        _running.AddRange(active);
    }

    private bool IsRunning(List<ActiveGeneration> active)
    {
        if (active.Count != _running.Count)
            return false;
        for (var i = 0; i < active.Count; i++)
        {
            if (active[i] != _running[i])
                return false;
        }
        return true;
    }
}
