using DocumentFormat.OpenXml.Wordprocessing;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>
/// What a paragraph is, by its style: programs in other languages name their heading styles differently, but each such
/// style says its outline level or is based on one that does.
/// </summary>
internal sealed class DocxStyles
{
    private const int DeepestChain = 20;

    private readonly Dictionary<string, Style> _styles = [];

    public DocxStyles(Styles? styles)
    {
        foreach (var style in styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is { } id)
                _styles.TryAdd(id, style);
        }
    }

    /// <returns>From 1; null when it is no heading.</returns>
    public int? HeadingLevel(Paragraph paragraph) =>
        Level(paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value) ?? Chain(paragraph).Select(LevelOf).FirstOrDefault(level => level is not null);

    public bool IsListItem(Paragraph paragraph) =>
        paragraph.ParagraphProperties?.NumberingProperties is not null || Chain(paragraph).Any(style => style.StyleParagraphProperties?.NumberingProperties is not null);

    private static int? LevelOf(Style style)
    {
        if (Level(style.StyleParagraphProperties?.OutlineLevel?.Val?.Value) is { } level)
            return level;
        var name = style.StyleName?.Val?.Value ?? "";
        if (name.Equals("title", StringComparison.OrdinalIgnoreCase))
            return 1;
        return name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), out var number) && number is >= 1 and <= 9 ? number : null;
    }

    // Word counts from 0; 9 is body text.
    private static int? Level(int? outline) => outline is >= 0 and < 9 ? outline + 1 : null;

    /// <summary>Its style and those that one is based on.</summary>
    private IEnumerable<Style> Chain(Paragraph paragraph)
    {
        var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        for (var depth = 0; depth < DeepestChain && id is not null && _styles.TryGetValue(id, out var style); depth++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }
}
