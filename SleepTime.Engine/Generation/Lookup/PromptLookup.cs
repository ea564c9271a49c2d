namespace SleepTime.Engine.Generation.Lookup;

/// <summary>
/// Drafts for one generation, looked up in its own prompt and text and in texts that are expected as an answer (prompt
/// lookup decoding; A. Saxena 2023). Built on the caller's side, then used by the engine thread alone.
/// </summary>
internal sealed class PromptLookup
{
    private readonly NgramIndex _own = new();
    private readonly List<(int[] Tokens, NgramIndex Index)> _sources = [];

    /// <param name="prompt">The whole prompt.</param>
    /// <param name="sources">Texts that may be the answer, the likeliest first.</param>
    /// <param name="most">Most tokens of a draft, 1 or more.</param>
    public PromptLookup(ReadOnlySpan<int> prompt, IReadOnlyList<IReadOnlyList<int>> sources, int most)
    {
        Gauge = new DraftGauge(most);
        _own.AddAll(prompt);
        foreach (var source in sources)
        {
            // As if it followed the prompt, so that its beginning is found at the beginning of the answer.
            int[] tokens = [.. prompt[^Math.Min(3, prompt.Length)..], .. source];
            var index = new NgramIndex();
            index.AddAll(tokens);
            _sources.Add((tokens, index));
        }
    }

    public DraftGauge Gauge { get; }

    /// <summary>A token was added at the end of the text.</summary>
    public void Appended(ReadOnlySpan<int> tokens) => _own.Add(tokens, tokens.Length - 1);

    /// <summary>Puts at most that many tokens that may come next into <paramref name="draft"/>, none when nothing is found.</summary>
    public void Draft(ReadOnlySpan<int> tokens, int most, List<int> draft)
    {
        draft.Clear();
        foreach (var (source, index) in _sources)
        {
            if (Take(source, index.Find(tokens), most, draft))
                return;
        }
        Take(tokens, _own.Find(tokens), most, draft);
    }

    private static bool Take(ReadOnlySpan<int> text, int from, int most, List<int> draft)
    {
        if (from < 0)
            return false;
        draft.AddRange(text[from..Math.Min(text.Length, from + most)]);
        return draft.Count > 0;
    }
}
