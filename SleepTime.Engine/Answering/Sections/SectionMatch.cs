using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Answering.Sections;

/// <summary>A question as an expression of SQLite's FTS5 that any of its words meets. Every word is quoted, so that none is taken for an operator. Pure.</summary>
internal static partial class SectionMatch
{
    // A question of thousands of characters pasted as one is still found by its first words.
    private const int MostWords = 64;

    // What questions are made of; they stand in every section, or in none, for no reason that tells.
    private static readonly HashSet<string> _asking = new(StringComparer.OrdinalIgnoreCase)
    {
        "how", "many", "much", "what", "which", "who", "whom", "whose", "when", "where", "why", "do", "does", "did", "can", "could", "would", "should", "their", "them", "his", "her", "i", "you", "me", "my",
    };

    /// <returns>Null when nothing in it can be looked for.</returns>
    public static string? Of(string question)
    {
        var sought = Sought(question);
        return sought.Count == 0 ? null : string.Join(" OR ", sought.Take(MostWords).Select(word => $"\"{word}\""));
    }

    /// <summary>Whether a line has one of the words that the question is looked for by.</summary>
    public static bool Shares(string question, string line)
    {
        var sought = Sought(question).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Word().Matches(line).Any(match => sought.Contains(match.Value));
    }

    private static List<string> Sought(string question)
    {
        List<string> words = [.. Word().Matches(question).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase)];
        List<string> telling = [.. words.Where(word => !_asking.Contains(word) && !Vocabulary.Ordinary.Contains(word))];
        return telling.Count > 0 ? telling : words;
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}]+")]
    private static partial Regex Word();
}
