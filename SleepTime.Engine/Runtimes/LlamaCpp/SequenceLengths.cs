namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>
/// How many positions each sequence holds. llama.cpp knows too, but says so only by refusing a batch; here a wrong
/// position is found before anything is changed. Not thread-safe.
/// </summary>
internal sealed class SequenceLengths(int sequences)
{
    private readonly int[] _lengths = new int[sequences];
    private readonly int[] _afterBatch = new int[sequences];

    public int Count => _lengths.Length;

    public int this[int sequence]
    {
        get => _lengths[Checked(sequence)];
        set => _lengths[Checked(sequence)] = value;
    }

    public void Clear() => Array.Clear(_lengths);

    /// <exception cref="ArgumentException">A sequence does not exist, or its positions do not go on where it ends.</exception>
    public void Verify(TokenBatch batch)
    {
        _lengths.CopyTo(_afterBatch, 0);
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
    public void Commit() => _afterBatch.CopyTo(_lengths, 0);

    private int Checked(int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, Count);
        return sequence;
    }
}
