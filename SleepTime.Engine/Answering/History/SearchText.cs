using System.Text;

namespace SleepTime.Engine.Answering.History;

/// <summary>
/// What a person types into a search field, as an expression of SQLite's FTS5. Every word is quoted, so that nothing
/// typed is ever taken for an operator. Pure.
/// </summary>
public static class SearchText
{
    // One letter alone begins half of all words; such a word is looked for as it stands.
    private const int ShortestBeginning = 2;

    /// <summary>The words and "quoted phrases" typed that have a letter or a digit in them; the others match nothing.</summary>
    public static IReadOnlyList<string> Words(string typed) => [.. Read(typed).Select(term => term.Text)];

    /// <param name="columns">Where to look, as FTS5 names columns.</param>
    /// <returns>Null when there is nothing to look for.</returns>
    internal static string? ToMatch(string typed, string columns)
    {
        var match = new StringBuilder();
        foreach (var (text, isPhrase) in Read(typed))
        {
            match.Append(match.Length == 0 ? "" : " AND ").Append('"').Append(text).Append('"');
            if (!isPhrase && text.Length >= ShortestBeginning)
                match.Append('*');
        }
        return match.Length == 0 ? null : $"{{{columns}}} : ({match})";
    }

    private static IEnumerable<(string Text, bool IsPhrase)> Read(string typed)
    {
        // Every other part stands in quotes; a quote that is never closed is a slip of the finger.
        var parts = typed.Replace('\0', ' ').Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            var isPhrase = i % 2 == 1 && i < parts.Length - 1;
            string[] terms = isPhrase ? [parts[i].Trim()] : parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            foreach (var term in terms)
            {
                if (term.EnumerateRunes().Any(Rune.IsLetterOrDigit))
                    yield return (term, isPhrase);
            }
        }
    }
}
