using System.Diagnostics.CodeAnalysis;

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>Which states lie on disk, by their tokens, by their path and by their last use. Touches no file. Thread-safe.</summary>
internal sealed class DiskStateIndex
{
    private readonly Lock _gate = new();
    private readonly RadixIndex<DiskState> _index = new();
    private readonly Dictionary<Guid, RadixIndex<DiskState>> _ofContexts = [];
    private readonly Dictionary<string, DiskState> _byPath = [];

    // Least recently used first.
    private readonly List<DiskState> _states = [];
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Grows with each usable state that comes or goes.</summary>
    public long Version
    {
        get
        {
            lock (_gate)
                return _index.Version;
        }
    }

    public void Add(DiskState state)
    {
        lock (_gate)
        {
            _byPath.Add(state.Path, state);
            _states.Add(state);
            if (state.Manifest is { Tokens.Length: > 0 } manifest)
            {
                _index.Add(manifest.Tokens, state);
                if (!_ofContexts.TryGetValue(manifest.ContextId, out var ofContext))
                    _ofContexts.Add(manifest.ContextId, ofContext = new RadixIndex<DiskState>());
                ofContext.Add(manifest.Tokens, state);
            }
            _bytes += state.FileBytes;
        }
    }

    public bool TryFindLongest(ReadOnlySpan<int> tokens, [MaybeNullWhen(false)] out DiskState state, out int shared)
    {
        lock (_gate)
            return _index.TryFindLongest(tokens, out state, out shared);
    }

    /// <summary>How many of the tokens states of this very context begin with: only these stay as long as it does.</summary>
    public int LongestOf(Guid contextId, ReadOnlySpan<int> tokens)
    {
        lock (_gate)
            return _ofContexts.TryGetValue(contextId, out var ofContext) && ofContext.TryFindLongest(tokens, out _, out var shared) ? shared : 0;
    }

    public DiskState? Find(string path)
    {
        lock (_gate)
            return _byPath.GetValueOrDefault(path);
    }

    /// <summary>The one to give up next: of the least urgent class, the least recently used.</summary>
    public DiskState? LeastWanted()
    {
        lock (_gate)
            return _states.MaxBy(state => state.Rank);
    }

    public void Touch(DiskState state, GenerationClass by)
    {
        lock (_gate)
        {
            if (!_states.Remove(state))
                return;
            state.Rank = Math.Min(state.Rank, (int)by);
            _states.Add(state);
        }
    }

    /// <summary>False when it is not there any more, also when another has taken its place at its path.</summary>
    public bool Remove(DiskState state)
    {
        lock (_gate)
        {
            if (_byPath.GetValueOrDefault(state.Path) != state)
                return false;
            _byPath.Remove(state.Path);
            _states.Remove(state);
            _index.Remove(state);
            if (state.Manifest is { } manifest && _ofContexts.TryGetValue(manifest.ContextId, out var ofContext))
            {
                ofContext.Remove(state);
                if (ofContext.Count == 0)
                    _ofContexts.Remove(manifest.ContextId);
            }
            _bytes -= state.FileBytes;
            return true;
        }
    }

    /// <summary>Removes all that lie in a folder.</summary>
    public void RemoveUnder(string folder)
    {
        lock (_gate)
        {
            foreach (var state in _states.Where(state => Path.GetDirectoryName(state.Path) == folder).ToList())
                Remove(state);
        }
    }
}
