using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>Markdown stays as it was written, since people and models read it well; its headings are noted.</summary>
internal static class MarkdownReader
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseYamlFrontMatter().Build();

    public static async Task<ExtractedText> ReadAsync(ExtractionRequest request)
    {
        var plain = await PlainReader.ReadAsync(request, CancellationToken.None);
        var headings = new List<HeadingMark>();
        foreach (var heading in Markdown.Parse(plain.Text, _pipeline).Descendants<HeadingBlock>())
        {
            if (headings.Count == OutlineLimits.MaxHeadings)
                break;
            var title = heading.Inline is null ? "" : string.Concat(heading.Inline.Descendants<LeafInline>().Select(Words)).Trim();
            if (title.Length > 0)
                headings.Add(new(heading.Level, OutlineLimits.Cut(title), heading.Span.Start));
        }
        return plain with { Outline = new DocumentOutline([], headings) };
    }

    private static string Words(LeafInline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    };
}
