namespace SleepTime.Engine.Runtimes;

/// <summary>
/// The KV cache of one model and the decoding into it: one pool of cells that all sequences share.
/// Not thread-safe: the engine thread owns it and nothing else calls it.
/// </summary>
public interface IInferenceContext : IDisposable
{
    /// <summary>Number of KV cells, shared by all sequences.</summary>
    int CellCount { get; }

    /// <summary>Number of sequences; ids are 0 to <c>MaxSequences - 1</c>.</summary>
    int MaxSequences { get; }

    /// <summary>Most tokens of one <see cref="Decode"/> call.</summary>
    int BatchSize { get; }

    /// <summary>Whether <see cref="RequestAbort"/> can stop a decode that is running.</summary>
    bool CanAbort { get; }

    /// <summary>
    /// Computes the batch. On <see cref="DecodeStatus.NoRoom"/> nothing has changed; on
    /// <see cref="DecodeStatus.Aborted"/> a leading part of the batch may have been kept.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The batch is empty or too large, names a token or sequence that does not exist, or a position other than the next
    /// one of its sequence. Nothing has changed.
    /// </exception>
    /// <exception cref="InferenceException">The native call failed; the context can no longer be used.</exception>
    DecodeStatus Decode(TokenBatch batch);

    /// <summary>
    /// Draws the next token from the logits of entry <paramref name="batchIndex"/> of the batch decoded last, and
    /// tells the sampler. The entry must have asked for logits.
    /// </summary>
    int Sample(ITokenSampler sampler, int batchIndex);

    /// <summary>The logits (<see cref="IVocabulary.Count"/> values) of an entry of the batch decoded last; valid until the next decode or Dispose.</summary>
    ReadOnlySpan<float> GetLogits(int batchIndex);

    /// <summary>
    /// Lets <paramref name="target"/> see the first <paramref name="length"/> positions of <paramref name="source"/>.
    /// Metadata only: no cells are used and nothing is computed. The target must be empty: truncate it to 0 first.
    /// </summary>
    void SharePrefix(int source, int target, int length);

    /// <summary>Forgets the positions of a sequence from <paramref name="fromPosition"/> on; false when the model's memory cannot.</summary>
    bool Truncate(int sequence, int fromPosition);

    /// <summary>Positions that a sequence holds; after an aborted decode, with what was kept of the batch.</summary>
    int LengthOf(int sequence);

    /// <summary>Forgets everything.</summary>
    void Clear();

    /// <summary>Asks a decode running on the engine thread to stop; may be called from any thread.</summary>
    void RequestAbort();
}
