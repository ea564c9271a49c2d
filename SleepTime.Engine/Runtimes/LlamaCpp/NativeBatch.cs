using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>A batch in the shape that llama.cpp reads, in memory that does not move. Reused; not thread-safe.</summary>
internal sealed unsafe class NativeBatch
{
    private readonly int[] _tokens;
    private readonly int[] _positions;
    private readonly int[] _sequences;
    private readonly bool[] _wantsLogits;
    private readonly int[] _sequenceCounts;
    private readonly nint[] _sequencePointers;

    public NativeBatch(int capacity)
    {
        _tokens = Pinned<int>(capacity);
        _positions = Pinned<int>(capacity);
        _sequences = Pinned<int>(capacity);
        _wantsLogits = Pinned<bool>(capacity);
        _sequenceCounts = Pinned<int>(capacity);
        _sequencePointers = Pinned<nint>(capacity);

        // Each token belongs to one sequence: its list of sequences is one entry long and lies in _sequences.
        Array.Fill(_sequenceCounts, 1);
        for (var i = 0; i < capacity; i++)
            _sequencePointers[i] = (nint)Address(_sequences) + i * sizeof(int);
    }

    public LlamaBatch Fill(TokenBatch batch)
    {
        batch.Tokens.CopyTo(_tokens);
        batch.Positions.CopyTo(_positions);
        batch.Sequences.CopyTo(_sequences);
        batch.WantsLogits.CopyTo(_wantsLogits);
        return new LlamaBatch
        {
            TokenCount = batch.Count,
            Tokens = Address(_tokens),
            Positions = Address(_positions),
            SequenceCounts = Address(_sequenceCounts),
            SequenceIds = (int**)Address(_sequencePointers),
            WantsLogits = Address(_wantsLogits),
        };
    }

    private static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    private static T* Address<T>(T[] pinned) where T : unmanaged
    {
        fixed (T* address = pinned)
            return address;
    }
}
