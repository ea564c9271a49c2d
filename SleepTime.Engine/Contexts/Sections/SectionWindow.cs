namespace SleepTime.Engine.Contexts.Sections;

/// <summary>Finds how far a section may reach: about as far as its tokens allow, in a few countings. One caller.</summary>
internal sealed class SectionWindow(string text, Func<string, int> count, int budget)
{
    // Near enough to full; the last few tokens are not worth another counting.
    private const double Full = 0.9;
    private const int MostTries = 6;

    // Characters of a token so far: texts change slowly in this.
    private double _ratio = 4;

    public int Count(int start, int end) => count(text[start..end]);

    /// <summary>An end with at most the allowed tokens before it, beyond <paramref name="start"/> in any case.</summary>
    public (int End, int Tokens) From(int start)
    {
        var (fits, tokens, tooFar) = (start, 0, text.Length + 1);
        var end = Whole(start, start + (int)Math.Min(text.Length - start, Math.Max(1, budget * _ratio * 0.97)));
        for (var tries = 0; tries < MostTries || fits == start; tries++)
        {
            var counted = Count(start, end);
            if (counted <= budget)
                (fits, tokens) = (end, counted);
            else
                tooFar = end;
            if (fits == text.Length || tokens >= budget * Full || tooFar - fits <= 1)
                break;
            // From what was counted, how far it would go; between what fits and what does not in any case.
            var guess = start + ((end - start) * (budget * 0.97 / Math.Max(1, counted)));
            var next = Whole(start, (int)Math.Clamp(guess, fits + 1, Math.Min(text.Length, tooFar - 1)));
            if (next == end || next <= fits)
                next = Whole(start, fits + ((Math.Min(text.Length + 1, tooFar) - fits) / 2));
            if (next <= fits || next >= tooFar)
                break;
            end = next;
        }
        if (fits == start)
            (fits, tokens) = (Whole(start, start + 1), Count(start, Whole(start, start + 1)));
        _ratio = Math.Max(0.25, (fits - start) / (double)Math.Max(1, tokens));
        return (fits, tokens);
    }

    /// <summary>The same place, or one later where it would part the two halves of a character.</summary>
    private int Whole(int start, int end) =>
        end < text.Length && end > start && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? end + 1 : end;
}
