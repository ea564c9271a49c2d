namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>Whether a calculation adds, takes away or multiplies as the sentence says that has the number. Pure.</summary>
internal static class Direction
{
    private const int MostBetween = 3;

    /// <param name="use">A number that a sentence compares or changes something by.</param>
    /// <param name="telling">What the note is about.</param>
    public static bool Fits(NumberUse use, IReadOnlyCollection<string> telling, IReadOnlyList<Calculation> calculations)
    {
        var way = Of(use, telling);
        return way is not null && calculations.Any(calculation => calculation.Text.Split('=')[0].AsSpan().ContainsAny(way));
    }

    /// <summary>The signs that would be right; null when the words do not tell.</summary>
    private static string? Of(NumberUse use, IReadOnlyCollection<string> telling)
    {
        var words = use.Clause.Words;
        var subject = IndexOf(words, telling);
        var verb = words.FirstOrDefault(word => Statement.IsChange(word));
        if (verb is not null)
            return Changed(words, verb, subject, use.At);
        return words switch
        {
            _ when words.Any(word => word is "twice" or "double" or "triple" or "thrice" or "time") => "*×x·",
            _ when words.Contains("half") => "/÷",
            _ when words.Any(word => word is "fewer" or "less" or "before" or "earlier" or "shorter" or "younger") => "-−",
            _ when words.Any(word => word is "more" or "after" or "later" or "another" or "further" or "additional" or "extra" or "longer" or "older") => "+",
            _ => null,
        };
    }

    private static string? Changed(IReadOnlyList<string> words, string verb, int subject, int number)
    {
        if (subject < 0)
            return null;
        // "to the Dora farm", "of Team White": the word that leads to the subject stands a little before it.
        var lead = words.Take(subject).Skip(Math.Max(0, subject - MostBetween)).LastOrDefault(word => word is "to" or "from" or "of");
        return lead switch
        {
            "to" => "+",
            "from" or "of" => Vocabulary.Gaining.Contains(verb) ? null : "-−",
            _ when subject > number => null,
            _ when Vocabulary.Giving.Contains(verb) => "-−",
            _ when Vocabulary.Gaining.Contains(verb) => "+",
            _ => null,
        };
    }

    private static int IndexOf(IReadOnlyList<string> words, IReadOnlyCollection<string> telling)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (telling.Contains(words[i]))
                return i;
        }
        return -1;
    }
}
