using LLama.Native;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>
/// Fills LLamaSharp's batches. They grow and never shrink, and all of their room is pinned for each decode: steps of a few
/// tokens have one of their own, so that they do not pay for the prompts. Reused; not thread-safe.
/// </summary>
internal sealed class LLamaSharpBatch
{
    // A new batch has room for so many.
    private const int SmallCapacity = 128;

    private readonly LLamaBatch _small = new();
    private readonly LLamaBatch _large = new();

    public LLamaBatch Fill(TokenBatch batch)
    {
        var filled = batch.Count <= SmallCapacity ? _small : _large;
        filled.Clear();
        for (var i = 0; i < batch.Count; i++)
            filled.Add(batch.Tokens[i], batch.Positions[i], (LLamaSeqId)batch.Sequences[i], batch.WantsLogits[i]);
        return filled;
    }
}
