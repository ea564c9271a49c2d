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

    /// <summary>Cells that no sequence uses, 0 to <see cref="CellCount"/>; a cell that several share counts once.</summary>
    int FreeCells { get; }

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

    /// <summary>Bytes that <see cref="SaveState"/> would give; may be more than an array holds. 0 when it cannot be told.</summary>
    /// <exception cref="ArgumentException">The sequence is empty.</exception>
    /// <exception cref="InvalidOperationException">The model's memory cannot be saved.</exception>
    long StateSize(int sequence);

    /// <summary>The KV state of a sequence as bytes, without its tokens: some hundred bytes to some hundred kilobytes a position.</summary>
    /// <exception cref="ArgumentException">The sequence is empty.</exception>
    /// <exception cref="InvalidOperationException">The model's memory cannot be saved (see <see cref="ModelDescription.SupportsPrefixSharing"/>), or the state is larger than an array: ask <see cref="StateSize"/> before.</exception>
    /// <exception cref="InferenceException">The native call failed.</exception>
    byte[] SaveState(int sequence);

    /// <summary>
    /// Puts back what <see cref="SaveState"/> gave. There are no logits afterwards: truncate the last position and decode
    /// it again. The bytes carry neither a model's identity nor a checksum; verify both before.
    /// </summary>
    /// <param name="sequence">An empty one.</param>
    /// <param name="length">Positions that the state holds; as many cells must be free.</param>
    /// <exception cref="ArgumentException">The state is empty, the sequence is not, or there are fewer free cells. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The model's memory cannot be restored.</exception>
    /// <exception cref="StateRefusedException">The state does not fit; the context can no longer be used.</exception>
    void RestoreState(int sequence, ReadOnlySpan<byte> state, int length);

    /// <summary>Forgets everything.</summary>
    void Clear();

    /// <summary>Asks a decode running on the engine thread to stop; may be called from any thread.</summary>
    void RequestAbort();
}
