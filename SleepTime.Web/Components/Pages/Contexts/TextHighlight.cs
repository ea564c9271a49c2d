namespace SleepTime.Web.Components.Pages.Contexts;

/// <param name="IsSource">Whether the selected note comes from it.</param>
public sealed record TextPart(string Text, bool IsSource);

/// <summary>Finds the sentences that a note comes from in its text. Pure.</summary>
public static class TextHighlight
{
    /// <summary>The whole text in parts, in order. Sentences that are not in it are left out.</summary>
    public static IReadOnlyList<TextPart> Split(string text, IReadOnlyList<string> sentences)
    {
        List<TextPart> parts = [];
        var at = 0;
        foreach (var (start, length) in Find(text, sentences))
        {
            var (from, to) = (Math.Max(start, at), start + length);
            if (to <= at)
                continue;
            if (from > at)
                parts.Add(new TextPart(text[at..from], false));
            parts.Add(new TextPart(text[from..to], true));
            at = to;
        }
        if (at < text.Length)
            parts.Add(new TextPart(text[at..], false));
        return parts;
    }

    /// <summary>How many of the sentences are in the text.</summary>
    public static int Count(string text, IReadOnlyList<string> sentences) => Find(text, sentences).Count();

    private static IEnumerable<(int Start, int Length)> Find(string text, IReadOnlyList<string> sentences) => sentences
        .Where(sentence => sentence.Length > 0)
        .Select(sentence => (Start: text.IndexOf(sentence, StringComparison.Ordinal), sentence.Length))
        .Where(found => found.Start >= 0)
        .OrderBy(found => found.Start);
}
