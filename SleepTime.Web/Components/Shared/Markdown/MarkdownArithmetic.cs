using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SleepTime.Web.Components.Shared.Markdown;

/// <summary>Gives back the stars of products: 5*3*2 is no emphasis on the 3.</summary>
internal static class MarkdownArithmetic
{
    public static void Restore(MarkdownDocument document, string text)
    {
        foreach (var emphasis in document.Descendants<EmphasisInline>().ToList())
        {
            if (emphasis.DelimiterChar != '*' || !FollowsAnOperand(text, emphasis.Span.Start))
                continue;
            var stars = new string('*', emphasis.DelimiterCount);
            emphasis.InsertBefore(new LiteralInline(stars));
            emphasis.InsertAfter(new LiteralInline(stars));
            emphasis.MoveChildrenAfter(emphasis);
            emphasis.Remove();
        }
    }

    private static bool FollowsAnOperand(string text, int at) => at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is ')' or ']');
}
