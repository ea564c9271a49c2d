using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>The sentences behind a note with what stands around them. Pure.</summary>
public static class CitationExcerpt
{
    /// <summary>How much of the text is shown on either side, in characters.</summary>
    public const int Around = 160;

    private const string Left = "…";

    /// <summary>Empty when none of the sentences is in the text.</summary>
    public static IReadOnlyList<TextPart> Of(string text, IReadOnlyList<string> sentences)
    {
        var parts = TextHighlight.Split(text, sentences);
        if (!parts.Any(part => part.IsSource))
            return [];
        return [.. parts.Select((part, index) => part.IsSource ? part : Shorten(part, isFirst: index == 0, isLast: index == parts.Count - 1))];
    }

    private static TextPart Shorten(TextPart part, bool isFirst, bool isLast)
    {
        var text = part.Text;
        if (text.Length <= Around || (!isFirst && !isLast && text.Length <= 2 * Around))
            return part;
        var (head, tail) = (text[..Whole(text, Around)], text[Whole(text, text.Length - Around)..]);
        return part with { Text = isFirst ? Left + tail : isLast ? head + Left : $"{head} {Left} {tail}" };
    }

    // Never between the two halves of an emoji.
    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
