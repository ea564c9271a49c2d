namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>
/// Cuts a text into sentences. A line break ends one, because list items and table rows often have no full stop; a full
/// stop does only before white space, so that decimals ("3.5 km") stay whole, and not after a one-letter or well-known
/// abbreviation. Pure.
/// </summary>
internal static class SentenceSplitter
{
    private static readonly HashSet<string> _abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs", "etc", "eg", "e.g", "ie", "i.e", "ca", "approx", "fig", "inc", "ltd", "co", "jr", "sr",
    };

    // These end a sentence as often as not: what follows tells.
    private static readonly HashSet<string> _either = new(StringComparer.OrdinalIgnoreCase) { "a.m", "p.m", "u.s", "u.k" };

    /// <summary>The sentences in order, each with letters or digits in it.</summary>
    public static IReadOnlyList<Sentence> Split(string text)
    {
        List<Sentence> sentences = [];
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends(text, start, i))
                continue;
            Add(text, start, i + 1, sentences);
            start = i + 1;
        }
        Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static bool Ends(string text, int start, int at) => text[at] switch
    {
        '\n' => true,
        '!' or '?' or '。' or '！' or '？' => EndsWord(text, at),
        '.' => EndsWord(text, at) && !IsAbbreviation(text, start, at),
        _ => false,
    };

    /// <summary>Nothing but white space or a closing quote follows.</summary>
    private static bool EndsWord(string text, int at) =>
        at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]) || text[at] is '。' or '！' or '？'
        || (text[at + 1] is '"' or '\'' or ')' or '”' or '’' && (at + 2 >= text.Length || char.IsWhiteSpace(text[at + 2])));

    private static bool IsAbbreviation(string text, int start, int at)
    {
        var from = at;
        while (from > start && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] is not ('(' or '"'))
            from--;
        var word = text[from..at];
        return (word.Length == 1 && char.IsUpper(word[0])) || _abbreviations.Contains(word) || (_either.Contains(word) && !BeginsSentence(text, at + 1));
    }

    private static bool BeginsSentence(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
            from++;
        return from >= text.Length || !char.IsLower(text[from]);
    }

    private static void Add(string text, int start, int end, List<Sentence> sentences)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '"' or '”' or ')' or '’'))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        var sentence = text[start..end];
        if (sentence.Any(char.IsLetterOrDigit))
            sentences.Add(new Sentence(start, sentence));
    }
}
