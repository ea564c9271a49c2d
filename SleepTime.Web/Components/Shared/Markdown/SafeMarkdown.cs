using Markdig;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SleepTime.Web.Components.Shared.Markdown;

/// <summary>
/// Markdown that a model wrote, as HTML that is safe whatever it wrote: tags stay text, pictures become links, and what
/// is no ordinary link stays as it was written. Thread-safe.
/// </summary>
public static class SafeMarkdown
{
    // What answers begin below is a heading of the third level.
    private const int HeadingsBelow = 3;

    private static readonly MarkdownPipeline Pipeline = Build();

    /// <summary>
    /// The blocks of a text, each as HTML, so that those which do not change while a text grows are left alone.
    /// </summary>
    /// <returns>Null for a text without any markup, to be shown just as it is.</returns>
    public static IReadOnlyList<string>? Render(string text)
    {
        MarkdownDocument document;
        try
        {
            document = Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return null; // nested deeper than anybody writes
        }
        MarkdownLinks.Secure(document, text);
        MarkdownArithmetic.Restore(document, text);
        if (MarkdownPlainness.IsPlain(document))
            return null;
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(6, heading.Level + HeadingsBelow);
        return [.. document
            .SelectMany(block => block is LinkReferenceDefinitionGroup group ? group : (IEnumerable<Block>)[block])
            .OrderBy(block => block.Span.Start)
            .Select(block => block is LinkReferenceDefinition || MarkdownPlainness.IsSum(block) ? Verbatim(text, block.Span) : Render(block))
            .Where(html => html.Length > 0)];
    }

    private static string Render(Block block)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.Render(block);
        return writer.ToString();
    }

    // A definition of a link would vanish from the page; "[Answer]: 42" is one.
    private static string Verbatim(string text, SourceSpan span) =>
        $"<p>{System.Net.WebUtility.HtmlEncode(text.Substring(span.Start, span.Length))}</p>";

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .DisableHtml()
            .UsePipeTables()
            .UseAutoLinks()
            .UseSoftlineBreakAsHardlineBreak()
            .UsePreciseSourceLocation();
        // Both change what came before them: steps that are set in would become code, a line over dashes a heading.
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        builder.BlockParsers.Find<ParagraphBlockParser>()!.ParseSetextHeadings = false;
        return builder.Build();
    }
}
