namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>Saved states. They leave and enter as bytes that llama.cpp trusts: who keeps them must keep them whole.</summary>
internal sealed partial class GuardedContext
{
    public int FreeCells => CellCount - _lengths.UsedCells;

    public long StateSize(int sequence)
    {
        VerifyCanSave(sequence);
        return long.CreateSaturating(_native.StateSize(sequence));
    }

    public byte[] SaveState(int sequence)
    {
        VerifyCanSave(sequence);
        var size = _native.StateSize(sequence);
        // Nothing has failed yet: the context is as good as before, so this is no InferenceException.
        if (size == 0 || size > (nuint)Array.MaxLength)
            throw new InvalidOperationException($"The state of sequence {sequence} has {size} bytes; 1 to {Array.MaxLength} can be saved. Ask StateSize first.");
        var state = GC.AllocateUninitializedArray<byte>((int)size);
        var written = _native.GetState(sequence, state);
        if (written != size)
            throw new InferenceException(
                $"llama.cpp saved {written} of {size} bytes of sequence {sequence}: {NativeLog.TakeFirstError() ?? "no reason given"}.");
        return state;
    }

    public void RestoreState(int sequence, ReadOnlySpan<byte> state, int length)
    {
        ThrowIfUnusable();
        ThrowIfStatesAreUnsafe();
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (state.IsEmpty)
            throw new ArgumentException("The state has no bytes.", nameof(state));
        if (_lengths[sequence] > 0)
            throw new ArgumentException($"Sequence {sequence} holds {_lengths[sequence]} positions: truncate it to 0 first.", nameof(sequence));
        if (length > FreeCells)
            throw new ArgumentException($"The state has {length} positions and {FreeCells} cells are free: make room first.", nameof(length));

        NativeLog.TakeFirstError();
        var read = _native.SetState(sequence, state);
        if (read != (nuint)state.Length)
            throw Refused($"llama.cpp took {read} of its {state.Length} bytes: {NativeLog.TakeFirstError() ?? "no reason given"}");

        var held = _native.LastPosition(sequence) + 1;
        if (held != length)
            throw Refused($"it holds {held} positions and should hold {length}");
        _lengths.Resize(sequence, length);
    }

    /// <summary>A refused state may have left some of its keys and values behind, which would spoil what is computed later.</summary>
    private StateRefusedException Refused(string why)
    {
        _failed = true;
        return new StateRefusedException($"The saved state was not restored: {why}. Make a new context.");
    }

    private void VerifyCanSave(int sequence)
    {
        ThrowIfUnusable();
        ThrowIfStatesAreUnsafe();
        if (_lengths[sequence] == 0)
            throw new ArgumentException($"Sequence {sequence} is empty: there is nothing to save.", nameof(sequence));
    }

    private void ThrowIfStatesAreUnsafe()
    {
        if (!_canSharePrefixes)
            throw new InvalidOperationException("States of this model's memory cannot be saved or restored: look at SupportsPrefixSharing first.");
    }
}
