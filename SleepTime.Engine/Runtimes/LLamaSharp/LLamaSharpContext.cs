using LLama.Native;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>LLamaSharp's calls on one context.</summary>
internal sealed unsafe class LLamaSharpContext : INativeContext
{
    private readonly SafeLLamaContextHandle _context;
    private readonly IDisposable _model;
    private readonly AbortRequest _abort;
    private readonly LLamaSharpBatch _batch = new();

    private LLamaSharpContext(SafeLLamaContextHandle context, IDisposable model, AbortRequest abort, bool canAbort)
    {
        _context = context;
        _model = model;
        _abort = abort;
        CanAbort = canAbort;
        CellCount = (int)context.ContextSize;
        MaxSequences = (int)context.MaxSeq;
        BatchSize = (int)context.BatchSize;
    }

    public int CellCount { get; }

    public int MaxSequences { get; }

    public int BatchSize { get; }

    public bool CanAbort { get; }

    public bool IsClosed => _context.IsClosed;

    /// <summary>The context, or null when llama.cpp could not make it; its reason is in the log.</summary>
    public static LLamaSharpContext? Create(SharedModel model, ContextPlan plan, bool canAbort)
    {
        var abort = new AbortRequest();
        var context = model.Handle.CreateContext(Parameters(plan, abort));
        if (!context.IsInvalid)
            return new LLamaSharpContext(context, model.Use(), abort, canAbort);

        // LLamaSharp has counted the model's use before it looked, and an invalid handle never gives it back.
        model.Handle.DangerousRelease();
        return null;
    }

    /// <summary>Whether it has a KV cache. LLamaSharp does not say: what can be shifted is one, anything else is asked to remember a token.</summary>
    public bool HasMemory()
    {
        if (_context.MemoryCanShift)
            return true;
        var batch = new LLamaBatch();
        batch.Add(0, 0, LLamaSeqId.Zero, logits: true);
        if (_context.Decode(batch) != DecodeResult.Ok || LastPosition(0) < 0)
            return false;
        _context.MemoryClear();
        return true;
    }

    public int Decode(TokenBatch batch)
    {
        var result = _context.Decode(_batch.Fill(batch));
        // The engine measures its steps, and decides by that what to restore and how much to mix.
        if (result == DecodeResult.Ok)
            _context.Synchronize();
        return (int)result;
    }

    public int Sample(ITokenSampler sampler, int batchIndex) => sampler is LLamaSharpSampler { Chain: var chain }
        ? (int)chain.Sample(_context, batchIndex)
        : throw new ArgumentException("The sampler belongs to another runtime: make it with this model's CreateSampler.", nameof(sampler));

    public ReadOnlySpan<float> Logits(int batchIndex) => _context.GetLogitsIth(batchIndex);

    public void CopySequence(int source, int target, int length) => _context.MemorySequenceCopy((LLamaSeqId)source, (LLamaSeqId)target, 0, length);

    public bool RemoveFromSequence(int sequence, int from)
    {
        // LLamaSharp drops llama.cpp's answer; what is left tells.
        _context.MemorySequenceRemove((LLamaSeqId)sequence, from, -1);
        return LastPosition(sequence) < from;
    }

    public int LastPosition(int sequence) => _context.MemorySequenceMaxPosition((LLamaSeqId)sequence).Value;

    public void Clear() => _context.MemoryClear(data: false);

    public nuint StateSize(int sequence) => _context.GetStateSize((LLamaSeqId)sequence);

    public nuint GetState(int sequence, Span<byte> target)
    {
        fixed (byte* start = target)
            return _context.GetState(start, (nuint)target.Length, (LLamaSeqId)sequence);
    }

    public nuint SetState(int sequence, ReadOnlySpan<byte> state)
    {
        fixed (byte* start = state)
            return _context.SetState(start, (nuint)state.Length, (LLamaSeqId)sequence);
    }

    public void RequestAbort() => _abort.Set();

    public void ForgetAbort() => _abort.Reset();

    public void Dispose()
    {
        _context.Dispose();
        _model.Dispose();
    }

    private static LLamaContextParams Parameters(ContextPlan plan, AbortRequest abort)
    {
        var parameters = LLamaContextParams.Default();
        parameters.n_ctx = plan.Cells;
        parameters.n_batch = plan.BatchSize;
        parameters.n_ubatch = plan.MicroBatchSize;
        parameters.n_seq_max = plan.MaxSequences;
        parameters.n_outputs_max = plan.MaxOutputs;
        parameters.n_threads = plan.Threads;
        parameters.n_threads_batch = plan.Threads;
        // Never "auto": what it would choose decides whether a saved state can be read again.
        parameters.llama_flash_attn_type = LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_ENABLED;
        // One pool of cells: sharing a prefix is then a matter of marking cells, not of copying them.
        parameters.kv_unified = true;
        parameters.abort_callback = abort.Address;
        return parameters;
    }
}
