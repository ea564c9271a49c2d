using System.Runtime.InteropServices;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>
/// Keeps the rules of one unified KV cache: cells are limited and shared by prefixes, positions have no gaps, logits
/// exist only where they were asked for. Breaking a rule throws, so a scheduler that breaks one fails its test.
/// </summary>
public sealed class FakeInferenceContext(FakeLoadedModel model, InferenceContextOptions options) : IInferenceContext
{
    private readonly List<Cell>[] _sequences = [.. Enumerable.Range(0, options.MaxSequences).Select(_ => new List<Cell>())];
    private readonly Dictionary<int, (int Sequence, int Length)> _rows = [];
    private volatile bool _abort;

    public int CellCount => options.CellCount;

    public int MaxSequences => options.MaxSequences;

    public int BatchSize => options.BatchSize;

    public int FreeCells => CellCount - CellsUsed;

    public bool CanAbort => model.CanAbort;

    public bool Disposed { get; private set; }

    /// <summary>Tokens computed so far, over all decodes.</summary>
    public int TokensComputed { get; private set; }

    public int StatesRestored { get; private set; }

    public int StatesSaved { get; private set; }

    public int Decodes { get; private set; }

    /// <summary>Cells in use; a cell that several sequences see counts once.</summary>
    public int CellsUsed => _sequences.SelectMany(cells => cells).Distinct().Count();

    public IReadOnlyList<int> TokensOf(int sequence) => [.. _sequences[sequence].Select(cell => cell.Token)];

    public DecodeStatus Decode(TokenBatch batch)
    {
        ObjectDisposedException.ThrowIf(Disposed, this);
        if (batch.Count == 0 || batch.Count > BatchSize)
            throw new ArgumentException($"The batch has {batch.Count} tokens, 1 to {BatchSize} are allowed.", nameof(batch));
        model.OnDecode(batch);
        if (CellsUsed + batch.Count > CellCount)
            return DecodeStatus.NoRoom;

        Decodes++;
        _abort = false;
        _rows.Clear();
        for (var i = 0; i < batch.Count; i++)
        {
            if (i % model.MicroBatch == 0 && AbortedBefore(i / model.MicroBatch))
                return DecodeStatus.Aborted;
            var cells = _sequences[batch.Sequences[i]];
            if (batch.Positions[i] != cells.Count)
                throw new ArgumentException($"Sequence {batch.Sequences[i]} has {cells.Count} positions, the batch brings {batch.Positions[i]}.", nameof(batch));
            cells.Add(new Cell(batch.Tokens[i]));
            TokensComputed++;
            if (batch.WantsLogits[i])
                _rows[i] = (batch.Sequences[i], cells.Count);
        }
        return DecodeStatus.Done;
    }

    private bool AbortedBefore(int microBatch)
    {
        model.OnMicroBatch(microBatch);
        if (!_abort || !CanAbort)
            return false;
        _rows.Clear();
        return true;
    }

    public int Sample(ITokenSampler sampler, int batchIndex) => model.NextToken(TokensOfRow(batchIndex));

    private int[] TokensOfRow(int batchIndex)
    {
        var (sequence, length) = _rows[batchIndex];
        return [.. TokensOf(sequence).Take(length)];
    }

    public ReadOnlySpan<float> GetLogits(int batchIndex)
    {
        var logits = new float[model.Vocabulary.Count];
        logits[model.NextToken(TokensOfRow(batchIndex))] = 1;
        return logits;
    }

    public void SharePrefix(int source, int target, int length)
    {
        if (_sequences[target].Count > 0)
            throw new InvalidOperationException($"Sequence {target} is in use.");
        if (length > _sequences[source].Count)
            throw new ArgumentOutOfRangeException(nameof(length), $"Sequence {source} has {_sequences[source].Count} positions only.");
        _sequences[target].AddRange(_sequences[source].Take(length));
    }

    public bool Truncate(int sequence, int fromPosition)
    {
        if (!model.CanTruncate)
            return false;
        var cells = _sequences[sequence];
        if (fromPosition < cells.Count)
            cells.RemoveRange(fromPosition, cells.Count - fromPosition);
        return true;
    }

    public long StateSize(int sequence) => model.StateSize ?? _sequences[sequence].Count * sizeof(int);

    /// <summary>The tokens themselves stand for their KV state.</summary>
    public byte[] SaveState(int sequence)
    {
        ObjectDisposedException.ThrowIf(Disposed, this);
        if (_sequences[sequence].Count == 0)
            throw new ArgumentException($"Sequence {sequence} is empty.", nameof(sequence));
        model.OnSave();
        StatesSaved++;
        return MemoryMarshal.AsBytes(TokensOf(sequence).ToArray().AsSpan()).ToArray();
    }

    public void RestoreState(int sequence, ReadOnlySpan<byte> state, int length)
    {
        ObjectDisposedException.ThrowIf(Disposed, this);
        if (_sequences[sequence].Count > 0)
            throw new ArgumentException($"Sequence {sequence} is in use.", nameof(sequence));
        if (length > FreeCells)
            throw new ArgumentException($"{FreeCells} cells are free, the state needs {length}.", nameof(length));
        model.OnRestore();
        foreach (var token in MemoryMarshal.Cast<byte, int>(state))
            _sequences[sequence].Add(new Cell(token));
        StatesRestored++;
        if (_sequences[sequence].Count != length)
            throw new ArgumentException($"The state has {_sequences[sequence].Count} positions, not {length}.", nameof(length));
    }

    public void Clear()
    {
        foreach (var cells in _sequences)
            cells.Clear();
    }

    public int LengthOf(int sequence) => _sequences[sequence].Count;

    public void RequestAbort() => _abort = true;

    public void Dispose() => Disposed = true;

    // A class, so that two cells with the same token are still two cells.
    private sealed class Cell(int token)
    {
        public int Token { get; } = token;
    }
}
