using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>The calls of our own binding on one context.</summary>
internal sealed unsafe class LlamaContext : INativeContext
{
    private readonly ContextHandle _context;
    private readonly AbortFlag _abort;
    private readonly NativeBatch _batch;
    private readonly int _vocabularySize;

    public LlamaContext(ContextHandle context, AbortFlag abort, int vocabularySize, bool canAbort)
    {
        _context = context;
        _abort = abort;
        _vocabularySize = vocabularySize;
        CanAbort = canAbort;
        CellCount = (int)LlamaApi.ContextLength(context);
        MaxSequences = (int)LlamaApi.MaxSequences(context);
        BatchSize = (int)LlamaApi.BatchSize(context);
        _batch = new NativeBatch(BatchSize);
    }

    public int CellCount { get; }

    public int MaxSequences { get; }

    public int BatchSize { get; }

    public bool CanAbort { get; }

    public bool IsClosed => _context.IsClosed;

    public int Decode(TokenBatch batch)
    {
        var code = LlamaApi.Decode(_context, _batch.Fill(batch));
        // The engine measures its steps, and decides by that what to restore and how much to mix.
        if (code == 0)
            LlamaApi.Synchronize(_context);
        return code;
    }

    public int Sample(ITokenSampler sampler, int batchIndex) => sampler is LlamaSampler { Chain: var chain }
        ? LlamaApi.Sample(chain, _context, batchIndex)
        : throw new ArgumentException("The sampler belongs to another runtime: make it with this model's CreateSampler.", nameof(sampler));

    public ReadOnlySpan<float> Logits(int batchIndex) => new(LlamaApi.Logits(_context, batchIndex), _vocabularySize);

    public void CopySequence(int source, int target, int length)
    {
        using var reference = new HandleReference(_context);
        LlamaApi.CopySequence(LlamaApi.Memory(_context), source, target, 0, length);
    }

    public bool RemoveFromSequence(int sequence, int from)
    {
        using var reference = new HandleReference(_context);
        return LlamaApi.RemoveFromSequence(LlamaApi.Memory(_context), sequence, from, -1);
    }

    public int LastPosition(int sequence)
    {
        using var reference = new HandleReference(_context);
        return LlamaApi.LastPosition(LlamaApi.Memory(_context), sequence);
    }

    public void Clear()
    {
        using var reference = new HandleReference(_context);
        LlamaApi.ClearMemory(LlamaApi.Memory(_context), clearData: false);
    }

    public nuint StateSize(int sequence) => LlamaApi.SequenceStateSize(_context, sequence);

    public nuint GetState(int sequence, Span<byte> target)
    {
        fixed (byte* start = target)
            return LlamaApi.GetSequenceState(_context, start, (nuint)target.Length, sequence);
    }

    public nuint SetState(int sequence, ReadOnlySpan<byte> state)
    {
        fixed (byte* start = state)
            return LlamaApi.SetSequenceState(_context, start, (nuint)state.Length, sequence);
    }

    public void RequestAbort() => _abort.Set();

    public void ForgetAbort() => _abort.Reset();

    public void Dispose() => _context.Dispose();
}
