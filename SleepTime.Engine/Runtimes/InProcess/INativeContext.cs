namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>
/// One inference context of llama.cpp as its binding gives it. Nothing is checked here: what llama.cpp does not accept,
/// it answers by ending the process. <see cref="GuardedContext"/> checks before it calls.
/// </summary>
internal interface INativeContext : IDisposable
{
    /// <summary>As llama.cpp rounded it.</summary>
    int CellCount { get; }

    int MaxSequences { get; }

    int BatchSize { get; }

    bool CanAbort { get; }

    bool IsClosed { get; }

    /// <summary>Computes the batch to its end. 0 done, 1 no room, 2 aborted, negative failed.</summary>
    int Decode(TokenBatch batch);

    /// <exception cref="ArgumentException">The sampler belongs to another runtime.</exception>
    int Sample(ITokenSampler sampler, int batchIndex);

    ReadOnlySpan<float> Logits(int batchIndex);

    void CopySequence(int source, int target, int length);

    /// <summary>Forgets positions from <paramref name="from"/> on; false when the memory cannot.</summary>
    bool RemoveFromSequence(int sequence, int from);

    /// <summary>The largest position of the sequence, -1 when it is empty.</summary>
    int LastPosition(int sequence);

    /// <summary>Forgets everything.</summary>
    void Clear();

    nuint StateSize(int sequence);

    /// <summary>Bytes written; another number than <paramref name="target"/> holds when it failed.</summary>
    nuint GetState(int sequence, Span<byte> target);

    /// <summary>Bytes read; another number than <paramref name="state"/> holds when it failed, and a part may have been taken over then.</summary>
    nuint SetState(int sequence, ReadOnlySpan<byte> state);

    /// <summary>From any thread, also after it was disposed.</summary>
    void RequestAbort();

    void ForgetAbort();
}
