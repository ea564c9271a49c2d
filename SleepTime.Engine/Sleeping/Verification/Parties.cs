using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>Looks at whom a note is about, without asking whether what it says of them is right. Pure.</summary>
internal static partial class Parties
{
    private const string Name = @"\p{Lu}[\p{L}\p{Nd}-]*(?:\s\p{Lu}[\p{L}\p{Nd}-]*)*";

    private static readonly HashSet<string> _links = new(StringComparer.OrdinalIgnoreCase) { "and", "plus", "minus", "over", "than" };

    private static readonly HashSet<string> _articles = new(StringComparer.OrdinalIgnoreCase) { "the", "a", "an" };

    // Words with a capital letter that name no party, or one that a text need not name.
    private static readonly HashSet<string> _general = new(StringComparer.OrdinalIgnoreCase)
    {
        "everyone", "everybody", "nobody", "somebody", "someone", "everything", "nothing", "anyone", "who", "what", "which", "whoever", "again", "i", "you", "his", "her", "their",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december", "overall", "initially", "finally", "originally", "afterwards", "currently", "meanwhile", "today", "yesterday", "tomorrow",
        "others", "others'", "whole", "entire", "same", "second", "third", "remaining", "bigger", "smaller", "larger", "main", "combined", "final", "new", "group", "average",
        "current", "present", "original", "initial", "updated", "resulting", "full", "complete", "actual",
        "since", "although", "though", "thus", "hence", "given", "until", "during", "once", "also", "still", "some", "several", "many", "few", "either", "neither", "such",
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    };

    /// <summary>Who is summed or compared with themselves, as the note says it; null when nobody is, or it has no number.</summary>
    public static string? Repeated(string note)
    {
        if (NumberReader.In(note).Count == 0)
            return null;
        var tokens = Token().Matches(note).Select(match => match.Value).ToList();
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            if (!_links.Contains(tokens[i]))
                continue;
            var left = tokens.Take(i).Reverse().TakeWhile(IsName).Reverse().ToList();
            var right = tokens.Skip(i + 1).TakeWhile(IsName).ToList();
            var named = left.Where(word => !_articles.Contains(word)).ToList();
            // "Year over year" names nobody.
            if (named.Any(word => !Statement.IsPlain(word) && !_general.Contains(word)) && (named.Count < left.Count || named.Any(word => char.IsUpper(word[0])))
                && named.SequenceEqual(right.Where(word => !_articles.Contains(word)), StringComparer.OrdinalIgnoreCase))
                return string.Join(' ', left);
        }
        return null;
    }

    /// <summary>A party of a note that its text does not have; null when there is none.</summary>
    /// <param name="has">Whether the text has a word, or another word for the same.</param>
    /// <param name="hasExactly">Whether it has the word, whatever its ending.</param>
    public static string? Unknown(string note, Func<string, bool> has, Func<string, bool> hasExactly)
    {
        foreach (Match match in Named().Matches(note))
        {
            var name = match.Groups["name"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => IsUnknownName(word, has));
            if (name is not null)
                return name;
        }
        // "the east mill" where the text has mills, and nothing of the east.
        var form = NoteForm.Of(note);
        string?[] others = [form?.Base, Rank.Of(note)?.Winner];
        return (form is null ? null : UnknownPhrase(form.Party, has, hasExactly))
            ?? others.OfType<string>().Select(party => UnknownPhrase(party, has, hasExactly) ?? UnknownWord(party, has)).FirstOrDefault(unknown => unknown is not null);
    }

    private static string? UnknownWord(string party, Func<string, bool> has) =>
        party.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => IsUnknownName(word, has));

    private static string? UnknownPhrase(string party, Func<string, bool> has, Func<string, bool> hasExactly)
    {
        var phrase = Phrase().Match(party);
        var (kind, head) = (phrase.Groups[1].Value, phrase.Groups[2].Value);
        return phrase.Success && hasExactly(head) && !has(kind) && !_general.Contains(kind) && !Statement.IsPlain(kind) && !kind.EndsWith("est", StringComparison.Ordinal) ? $"the {kind} {head}" : null;
    }

    private static bool IsUnknownName(string word, Func<string, bool> has) =>
        word.Length > 2 && char.IsUpper(word[0]) && word.Skip(1).Any(char.IsLower) && !has(word) && !_general.Contains(word) && !Statement.IsPlain(word);

    private static bool IsName(string token) =>
        char.IsLetter(token[0]) && (_articles.Contains(token) || !Statement.IsPlain(token));

    [GeneratedRegex(@"\p{L}[\p{L}\p{Nd}'’-]*|[^\s\p{L}]+")]
    private static partial Regex Token();

    // A name counts as a party before what a party does, and behind what one is taken with.
    [GeneratedRegex(
        @"\b(?<name>" + Name + @")(?:\s\p{Ll}+)?\s(?:(?:has|have|had|holds|owns|keeps|gives|gets|starts|takes|ends|together)\b|(?:and|over)(?=\s(?:the\s)?\p{Lu}))"
        + @"|\b(?:and|over|of|than|for)\s(?:the\s)?(?<name>" + Name + ")")]
    private static partial Regex Named();

    [GeneratedRegex(@"^[Tt]he (\p{Ll}+) (\p{Ll}+)$")]
    private static partial Regex Phrase();
}
