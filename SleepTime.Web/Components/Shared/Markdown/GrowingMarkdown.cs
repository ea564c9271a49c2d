using System.Text.RegularExpressions;

namespace SleepTime.Web.Components.Shared.Markdown;

/// <summary>
/// Markdown of which more is to come, mended so that what is begun looks as it will when it is complete: the page does
/// not jump between stars and bold with every token. What is held back comes with the next text. Pure.
/// </summary>
public static partial class GrowingMarkdown
{
    public static string Settle(string text)
    {
        if (Fence().Count(text) % 2 == 1)
            return text; // code to the end, which is drawn as such
        text = Undecided().Replace(text, "");
        var begin = text.LastIndexOf("\n\n", StringComparison.Ordinal) is var gap and >= 0 ? gap + 2 : 0;
        var tail = OpenLink().Replace(text[begin..], "$1").TrimEnd('*');
        if (tail.Count(letter => letter == '`') % 2 == 1)
            tail = tail.EndsWith('`') ? tail[..^1] : tail + "`";
        tail = Close(tail, "**", BoldBegin(), BoldEnd());
        tail = Close(tail, "*", ItalicBegin(), ItalicEnd());
        return text[..begin] + tail;
    }

    private static string Close(string text, string mark, Regex begin, Regex end) =>
        begin.Count(text) > end.Count(text) ? text.TrimEnd() + mark : text;

    [GeneratedRegex(@"^ {0,3}```", RegexOptions.Multiline)]
    private static partial Regex Fence();

    // The mark of a list, heading or quotation with nothing behind it yet, and the head of a table before its rule.
    [GeneratedRegex(@"(?:^|\n)[ \t]*(?:(?:[-*+>]|\d{1,9}[.)]?|#{1,6}|`{1,2})[ \t]*|\|[^\n]*(?:\n[ \t]*\|?[-:| \t]*)?)\z")]
    private static partial Regex Undecided();

    [GeneratedRegex(@"!?\[([^\[\]\n]*)\]\([^)\n]*\z")]
    private static partial Regex OpenLink();

    [GeneratedRegex(@"(?<![\p{L}\p{N})\]*])\*\*(?![\s*])")]
    private static partial Regex BoldBegin();

    [GeneratedRegex(@"(?<=[^\s*])\*\*(?![\p{L}\p{N}*])")]
    private static partial Regex BoldEnd();

    [GeneratedRegex(@"(?<![\p{L}\p{N})\]*])\*(?![\s*])")]
    private static partial Regex ItalicBegin();

    [GeneratedRegex(@"(?<=[^\s*])\*(?![\p{L}\p{N}*])")]
    private static partial Regex ItalicEnd();
}
