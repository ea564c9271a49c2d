namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>
/// How many positions each sequence holds, and how many cells they take together. llama.cpp knows too, but says so only
/// by refusing a batch or a state; here a wrong position is found before anything is changed. Not thread-safe.
/// </summary>
internal sealed class SequenceLengths
{
    private readonly CellReferences _cells = new();
    private readonly List<int>[] _sequences;
    private readonly int[] _afterBatch;

    public SequenceLengths(int sequences)
    {
        _sequences = [.. Enumerable.Range(0, sequences).Select(_ => new List<int>())];
        _afterBatch = new int[sequences];
    }

    public int Count => _sequences.Length;

    /// <summary>Cells that at least one sequence sees.</summary>
    public int UsedCells => _cells.Used;

    public int this[int sequence] => Checked(sequence).Count;

    public void Clear()
    {
        for (var sequence = 0; sequence < Count; sequence++)
            Resize(sequence, 0);
    }

    /// <summary>Cuts a sequence, or lets it take cells of its own.</summary>
    public void Resize(int sequence, int length)
    {
        var cells = Checked(sequence);
        while (cells.Count > length)
        {
            _cells.Release(cells[^1]);
            cells.RemoveAt(cells.Count - 1);
        }
        while (cells.Count < length)
            cells.Add(_cells.Take());
    }

    /// <summary>Lets an empty sequence see the first cells of another.</summary>
    public void Share(int source, int target, int length)
    {
        var shared = Checked(source).GetRange(0, length);
        shared.ForEach(_cells.Share);
        Checked(target).AddRange(shared);
    }

    /// <exception cref="ArgumentException">A sequence does not exist, or its positions do not go on where it ends.</exception>
    public void Verify(TokenBatch batch)
    {
        for (var sequence = 0; sequence < Count; sequence++)
            _afterBatch[sequence] = _sequences[sequence].Count;
        for (var i = 0; i < batch.Count; i++)
        {
            var (sequence, position) = (batch.Sequences[i], batch.Positions[i]);
            if ((uint)sequence >= (uint)Count)
                throw new ArgumentException($"Entry {i} names sequence {sequence}; there are 0 to {Count - 1}.", nameof(batch));
            if (position != _afterBatch[sequence])
                throw new ArgumentException(
                    $"Entry {i} puts a token at position {position} of sequence {sequence}, which goes on at {_afterBatch[sequence]}.", nameof(batch));
            _afterBatch[sequence]++;
        }
    }

    /// <summary>Takes over what the batch verified last has added.</summary>
    public void Commit()
    {
        for (var sequence = 0; sequence < Count; sequence++)
            Resize(sequence, _afterBatch[sequence]);
    }

    private List<int> Checked(int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, Count);
        return _sequences[sequence];
    }
}
