using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SleepTime.Web.Components.Shared.Markdown;

/// <summary>Tells a text without markup, which is shown to the letter, spaces and all.</summary>
internal static class MarkdownPlainness
{
    /// <summary>A line of arithmetic that only looks like a list: "3. 3 + 2 = 5" goes on from a sentence, "+ 3" adds.</summary>
    public static bool IsSum(Block block) => block is ListBlock { Count: 1 } list && (list.IsOrdered ? list.OrderedStart != "1" : list.BulletType == '+');

    public static bool IsPlain(MarkdownDocument document) =>
        document.All(block => block is ParagraphBlock || IsSum(block))
        && document.Descendants<Inline>().All(inline => inline is ContainerInline { Parent: null } or LineBreakInline or LiteralInline { IsFirstCharacterEscaped: false });
}
