using System.Globalization;

namespace SleepTime.Engine.Contexts.Sections;

/// <summary>Where a text is cut best when nothing of its structure says it. Pure.</summary>
internal static class SectionCuts
{
    /// <summary>
    /// The last good place in <paramref name="start"/> (exclusive) to <paramref name="end"/> (inclusive): after a paragraph,
    /// a line or a sentence in the second half, else after a word anywhere, else between two characters as people see them.
    /// </summary>
    public static int Best(string text, int start, int end)
    {
        if (end >= text.Length)
            return text.Length;
        var half = start + ((end - start) / 2);
        return LastAfter(text, half, end, IsParagraphEnd)
            ?? LastAfter(text, half, end, static (text, at) => text[at - 1] == '\n')
            ?? LastAfter(text, half, end, IsSentenceEnd)
            ?? LastAfter(text, start, end, static (text, at) => char.IsWhiteSpace(text[at - 1]))
            ?? BetweenCharacters(text, start, end);
    }

    private static int? LastAfter(string text, int from, int end, Func<string, int, bool> isEnd)
    {
        for (var at = end; at > from; at--)
        {
            if (isEnd(text, at) && !Continues(text[at]))
                return at;
        }
        return null;
    }

    private static bool IsParagraphEnd(string text, int at)
    {
        if (text[at - 1] != '\n' || text[at] == '\n')
            return false;
        var before = at - 2;
        while (before >= 0 && text[before] is ' ' or '\t')
            before--;
        return before >= 0 && text[before] == '\n';
    }

    private static bool IsSentenceEnd(string text, int at) =>
        at >= 2 && char.IsWhiteSpace(text[at - 1]) && !char.IsWhiteSpace(text[at]) && text[at - 2] is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '۔' or '।';

    // A mark on the character before it, which no cut may part from it.
    private static bool Continues(char character) =>
        char.IsLowSurrogate(character) || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    private static int BetweenCharacters(string text, int start, int end)
    {
        var at = start;
        while (true)
        {
            var next = at + StringInfo.GetNextTextElementLength(text, at);
            if (next > end)
                break;
            at = next;
        }
        // One character of more tokens than a section may have, such as a letter under hundreds of marks.
        return at > start ? at : end;
    }
}
