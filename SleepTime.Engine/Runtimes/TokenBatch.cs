namespace SleepTime.Engine.Runtimes;

/// <summary>
/// The tokens of one decode, each with its sequence, its position in it, and whether its logits are wanted.
/// Reused from step to step; not thread-safe.
/// </summary>
public sealed class TokenBatch(int capacity)
{
    private readonly int[] _tokens = new int[capacity];
    private readonly int[] _positions = new int[capacity];
    private readonly int[] _sequences = new int[capacity];
    private readonly bool[] _wantsLogits = new bool[capacity];

    public int Capacity { get; } = capacity;

    public int Count { get; private set; }

    public int Free => Capacity - Count;

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, Count);

    public ReadOnlySpan<int> Sequences => _sequences.AsSpan(0, Count);

    public ReadOnlySpan<bool> WantsLogits => _wantsLogits.AsSpan(0, Count);

    /// <summary>Adds a token and returns its index in the batch.</summary>
    /// <exception cref="InvalidOperationException">The batch is full; look at <see cref="Free"/> first.</exception>
    public int Add(int token, int position, int sequence, bool wantsLogits)
    {
        if (Free == 0)
            throw new InvalidOperationException($"The batch holds its {Capacity} tokens; look at Free before adding.");

        _tokens[Count] = token;
        _positions[Count] = position;
        _sequences[Count] = sequence;
        _wantsLogits[Count] = wantsLogits;
        return Count++;
    }

    public void Clear() => Count = 0;
}
