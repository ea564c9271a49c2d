using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>
/// One KV cache and the decoding into it. Every argument is checked here: what llama.cpp does not accept, it answers
/// by ending the process.
/// </summary>
internal sealed partial class LlamaInferenceContext : IInferenceContext
{
    private readonly ContextHandle _context;
    private readonly AbortFlag _abort;
    private readonly bool _canSharePrefixes;
    private readonly int _vocabularySize;
    private readonly SequenceLengths _lengths;
    private readonly NativeBatch _batch;
    private readonly bool[] _hasLogits;
    private bool _failed;

    public LlamaInferenceContext(ContextHandle context, AbortFlag abort, ModelDescription model, int vocabularySize, bool canAbort)
    {
        _context = context;
        _abort = abort;
        _canSharePrefixes = model.SupportsPrefixSharing;
        _vocabularySize = vocabularySize;
        CanAbort = canAbort;
        // llama.cpp rounds what it was asked for.
        CellCount = (int)LlamaApi.ContextLength(context);
        MaxSequences = (int)LlamaApi.MaxSequences(context);
        BatchSize = (int)LlamaApi.BatchSize(context);
        _lengths = new SequenceLengths(MaxSequences);
        _batch = new NativeBatch(BatchSize);
        _hasLogits = new bool[BatchSize];
    }

    public int CellCount { get; }

    public int MaxSequences { get; }

    public int BatchSize { get; }

    public bool CanAbort { get; }

    public DecodeStatus Decode(TokenBatch batch)
    {
        ThrowIfUnusable();
        Verify(batch);
        _abort.Reset();
        Array.Clear(_hasLogits);

        switch (LlamaApi.Decode(_context, _batch.Fill(batch)))
        {
            case 0:
                // The engine measures its steps, and decides by that what to restore and how much to mix.
                LlamaApi.Synchronize(_context);
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
        if (sampler is not LlamaSampler { Chain: var chain })
            throw new ArgumentException("The sampler belongs to another runtime: make it with this model's CreateSampler.", nameof(sampler));

        return LlamaApi.Sample(chain, _context, batchIndex);
    }

    public unsafe ReadOnlySpan<float> GetLogits(int batchIndex)
    {
        ThrowIfUnusable();
        VerifyHasLogits(batchIndex);
        return new ReadOnlySpan<float>(LlamaApi.Logits(_context, batchIndex), _vocabularySize);
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

        using var reference = new HandleReference(_context);
        LlamaApi.CopySequence(LlamaApi.Memory(_context), source, target, 0, length);
        _lengths.Share(source, target, length);
    }

    public bool Truncate(int sequence, int fromPosition)
    {
        ThrowIfUnusable();
        ArgumentOutOfRangeException.ThrowIfNegative(fromPosition);
        if (fromPosition >= _lengths[sequence])
            return true;

        using var reference = new HandleReference(_context);
        if (!LlamaApi.RemoveFromSequence(LlamaApi.Memory(_context), sequence, fromPosition, -1))
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
        using var reference = new HandleReference(_context);
        LlamaApi.ClearMemory(LlamaApi.Memory(_context), clearData: false);
        _lengths.Clear();
    }

    public void RequestAbort() => _abort.Set();

    public void Dispose() => _context.Dispose();

    /// <summary>After an abort only llama.cpp knows how much of the batch was kept.</summary>
    private void ReadLengths(TokenBatch batch)
    {
        using var reference = new HandleReference(_context);
        var memory = LlamaApi.Memory(_context);
        foreach (var sequence in batch.Sequences)
            _lengths.Resize(sequence, LlamaApi.LastPosition(memory, sequence) + 1);
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
        ObjectDisposedException.ThrowIf(_context.IsClosed, this);
        if (_failed)
            throw new InferenceException("A decode or a restore failed on this context before, and its state is unknown: make a new one.");
    }
}
