namespace SleepTime.Engine.Generation.Lookup;

/// <summary>Where each run of two or three tokens went on, in one growing text. Not thread-safe.</summary>
internal sealed class NgramIndex
{
    private const int None = -1;

    private readonly Dictionary<(int, int, int), int> _next = [];

    /// <summary>
    /// Takes in that the token at <paramref name="position"/> followed those before it. The latest place counts: what was
    /// said last is said again most likely.
    /// </summary>
    public void Add(ReadOnlySpan<int> tokens, int position)
    {
        if (position >= 2)
            _next[(None, tokens[position - 2], tokens[position - 1])] = position;
        if (position >= 3)
            _next[(tokens[position - 3], tokens[position - 2], tokens[position - 1])] = position;
    }

    /// <summary>Takes in all positions from <paramref name="from"/> on.</summary>
    public void AddAll(ReadOnlySpan<int> tokens, int from = 0)
    {
        for (var position = from; position < tokens.Length; position++)
            Add(tokens, position);
    }

    /// <summary>The position where the end of <paramref name="tokens"/> went on before, by its last three tokens, else two; −1 when it never did.</summary>
    public int Find(ReadOnlySpan<int> tokens)
    {
        if (tokens is [.., var third, var second, var last] && _next.TryGetValue((third, second, last), out var position))
            return position;
        return tokens is [.., var before, var end] && _next.TryGetValue((None, before, end), out position) ? position : -1;
    }
}
