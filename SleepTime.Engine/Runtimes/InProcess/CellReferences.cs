namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>Counts how many sequences see each cell of a unified KV cache. Cells have numbers of their own here. Not thread-safe.</summary>
internal sealed class CellReferences
{
    private readonly List<int> _counts = [];
    private readonly Stack<int> _free = [];

    public int Used => _counts.Count - _free.Count;

    /// <summary>A cell that one sequence sees.</summary>
    public int Take()
    {
        if (!_free.TryPop(out var cell))
        {
            cell = _counts.Count;
            _counts.Add(0);
        }
        _counts[cell] = 1;
        return cell;
    }

    /// <summary>One more sequence sees it.</summary>
    public void Share(int cell) => _counts[cell]++;

    /// <summary>One fewer sequence sees it.</summary>
    public void Release(int cell)
    {
        if (--_counts[cell] == 0)
            _free.Push(cell);
    }
}
