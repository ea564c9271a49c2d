namespace SleepTime.Engine.Generation;

/// <summary>Divides the prefill tokens of a step between the owners of the questions that are being read. Engine thread only.</summary>
internal sealed class FairShares
{
    private readonly List<(string Owner, int Wanted, int Granted)> _owners = [];

    /// <summary>
    /// Max-min fair: who wants less than an equal part gets all of it, and what is left over is divided again.
    /// </summary>
    public void Divide(int budget, List<ActiveGeneration> readers)
    {
        _owners.Clear();
        foreach (var reader in readers)
        {
            var at = _owners.FindIndex(entry => entry.Owner == reader.Asker);
            if (at < 0)
                _owners.Add((reader.Asker, reader.Pending, 0));
            else
                _owners[at] = _owners[at] with { Wanted = _owners[at].Wanted + reader.Pending };
        }

        // Those who want least first, so that each knows what they left.
        _owners.Sort((a, b) => a.Wanted.CompareTo(b.Wanted));
        for (var i = 0; i < _owners.Count; i++)
        {
            var granted = Math.Min(_owners[i].Wanted, budget / (_owners.Count - i));
            _owners[i] = _owners[i] with { Granted = granted };
            budget -= granted;
        }
    }

    /// <summary>Takes up to <paramref name="wanted"/> tokens from what an owner was granted.</summary>
    public int Take(string owner, int wanted)
    {
        var at = _owners.FindIndex(entry => entry.Owner == owner);
        var taken = Math.Min(wanted, _owners[at].Granted);
        _owners[at] = _owners[at] with { Granted = _owners[at].Granted - taken };
        return taken;
    }
}
