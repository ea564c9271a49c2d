namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>
/// One KV cache and the decoding into it. Every argument is checked here: what llama.cpp does not accept, it answers
/// by ending the process.
/// </summary>
internal sealed partial class GuardedContext : IInferenceContext
{
    private readonly INativeContext _native;
    private readonly bool _canSharePrefixes;
    private readonly int _vocabularySize;
    private readonly SequenceLengths _lengths;
    private readonly bool[] _hasLogits;
    private bool _failed;

    /// <param name="native">Goes with this.</param>
    public GuardedContext(INativeContext native, ModelDescription model, int vocabularySize)
    {
        _native = native;
        _canSharePrefixes = model.SupportsPrefixSharing;
        _vocabularySize = vocabularySize;
        (CellCount, MaxSequences, BatchSize) = (native.CellCount, native.MaxSequences, native.BatchSize);
        _lengths = new SequenceLengths(MaxSequences);
        _hasLogits = new bool[BatchSize];
    }

    public int CellCount { get; }

    public int MaxSequences { get; }

    public int BatchSize { get; }

    public bool CanAbort => _native.CanAbort;

    public DecodeStatus Decode(TokenBatch batch)
    {
        ThrowIfUnusable();
        Verify(batch);
        _native.ForgetAbort();
        Array.Clear(_hasLogits);

        switch (_native.Decode(batch))
        {
            case 0:
                _lengths.Commit();
                batch.WantsLogits.CopyTo(_hasLogits);
                return DecodeStatus.Done;
            case 1:
                return DecodeStatus.NoRoom;
            case 2:
                ReadLengths(batch);
                return DecodeStatus.Aborted;
            case var code:
                _failed = true;
                throw new InferenceException(
                    $"llama.cpp could not decode a batch of {batch.Count} tokens (code {code}): {NativeLog.TakeFirstError() ?? "no reason given"}. Make a new context.");
        }
    }

    public int Sample(ITokenSampler sampler, int batchIndex)
    {
        ThrowIfUnusable();
        VerifyHasLogits(batchIndex);
        return _native.Sample(sampler, batchIndex);
    }

    public ReadOnlySpan<float> GetLogits(int batchIndex)
    {
        ThrowIfUnusable();
        VerifyHasLogits(batchIndex);
        return _native.Logits(batchIndex);
    }

    public void SharePrefix(int source, int target, int length)
    {
        ThrowIfUnusable();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _lengths[source]);
        if (!_canSharePrefixes)
            throw new InvalidOperationException("This model's memory cannot share prefixes: look at SupportsPrefixSharing first.");
        if (_lengths[target] > 0)
            throw new ArgumentException($"Sequence {target} holds {_lengths[target]} positions: truncate it to 0 first.", nameof(target));
        if (length == 0)
            return;

        _native.CopySequence(source, target, length);
        _lengths.Share(source, target, length);
    }

    public bool Truncate(int sequence, int fromPosition)
    {
        ThrowIfUnusable();
        ArgumentOutOfRangeException.ThrowIfNegative(fromPosition);
        if (fromPosition >= _lengths[sequence])
            return true;

        if (!_native.RemoveFromSequence(sequence, fromPosition))
            return false;

        _lengths.Resize(sequence, fromPosition);
        return true;
    }

    public int LengthOf(int sequence)
    {
        ThrowIfUnusable();
        return _lengths[sequence];
    }

    public void Clear()
    {
        ThrowIfUnusable();
        _native.Clear();
        _lengths.Clear();
    }

    public void RequestAbort() => _native.RequestAbort();

    public void Dispose() => _native.Dispose();

    /// <summary>After an abort only llama.cpp knows how much of the batch was kept.</summary>
    private void ReadLengths(TokenBatch batch)
    {
        foreach (var sequence in batch.Sequences)
            _lengths.Resize(sequence, _native.LastPosition(sequence) + 1);
    }

    private void Verify(TokenBatch batch)
    {
        if (batch.Count == 0 || batch.Count > BatchSize)
            throw new ArgumentException($"A batch has 1 to {BatchSize} tokens; this one has {batch.Count}.", nameof(batch));

        foreach (var token in batch.Tokens)
        {
            if ((uint)token >= (uint)_vocabularySize)
                throw new ArgumentException($"There is no token {token}; ids are 0 to {_vocabularySize - 1}.", nameof(batch));
        }

        _lengths.Verify(batch);
    }

    private void VerifyHasLogits(int batchIndex)
    {
        if ((uint)batchIndex >= (uint)_hasLogits.Length || !_hasLogits[batchIndex])
            throw new ArgumentException(
                $"Entry {batchIndex} has no logits: it must have asked for them in the batch decoded last.", nameof(batchIndex));
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_native.IsClosed, this);
        if (_failed)
            throw new InferenceException("A decode or a restore failed on this context before, and its state is unknown: make a new one.");
    }
}
