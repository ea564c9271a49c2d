using System.Text;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>
/// Puts a document's text together block by block and notes where pages and headings begin. What is not text (control
/// characters, halves of pairs) is left out here, so that offsets stay true. Not thread-safe.
/// </summary>
internal sealed class DocumentWriter(ExtractionRequest request)
{
    private readonly StringBuilder _text = new();
    private readonly List<PageMark> _pages = [];
    private readonly List<HeadingMark> _headings = [];
    private int? _page;
    private long _bytes;

    /// <summary>The text that follows is on this page; one without text is not marked.</summary>
    public void BeginPage(int number) => _page = number;

    /// <summary>A block of its own, with an empty line before it.</summary>
    /// <returns>Where it begins; null when there was nothing to write.</returns>
    /// <exception cref="ContextRefusedException">That is more text than is accepted.</exception>
    public int? Paragraph(string text) => Append(text, "\n\n");

    /// <summary>A line that belongs to the one before it: an item of a list, a row of a table.</summary>
    /// <exception cref="ContextRefusedException">That is more text than is accepted.</exception>
    public void Line(string text) => Append(text, "\n");

    /// <exception cref="ContextRefusedException">That is more text than is accepted.</exception>
    public void Heading(int level, string title)
    {
        if (Append(title, "\n\n") is { } start)
            Mark(level, title, start);
    }

    /// <summary>A heading whose text is written already, such as one that a bookmark names.</summary>
    /// <param name="start">Offset in the text.</param>
    public void Mark(int level, string title, int start)
    {
        var clean = OneLine(Clean(title));
        if (clean.Length > 0 && _headings.Count < OutlineLimits.MaxHeadings)
            _headings.Add(new(level, OutlineLimits.Cut(clean), start));
    }

    /// <summary>Offset of some words from a place on; null when they are not there.</summary>
    public int? Find(string words, int from)
    {
        var at = _text.ToString(from, _text.Length - from).IndexOf(words, StringComparison.Ordinal);
        return at < 0 ? null : from + at;
    }

    /// <param name="pages">Of the file, those without text too; null where its format has none.</param>
    /// <param name="unread">What it has beside what was written.</param>
    public ExtractedText Finish(int? pages = null, params IReadOnlyList<UnreadPart> unread) =>
        new(_text.ToString(), new DocumentOutline(_pages, [.. _headings.OrderBy(heading => heading.Start)], pages, unread.Count > 0 ? unread : null));

    private int? Append(string text, string separator)
    {
        var clean = Clean(text).Trim();
        if (clean.Length == 0)
            return null;
        _bytes += Encoding.UTF8.GetByteCount(clean) + separator.Length;
        if (_bytes > request.MaxTextBytes + separator.Length)
            throw Refusals.TooMuchText(request.Subject, request.MaxTextBytes);
        if (_text.Length > 0)
            _text.Append(separator);
        var start = _text.Length;
        if (_page is { } page)
        {
            _pages.Add(new(page, start));
            _page = null;
        }
        _text.Append(clean);
        return start;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Clean(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        var clean = new StringBuilder(lines.Length);
        foreach (var rune in lines.EnumerateRunes()) // half a pair becomes U+FFFD
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
                clean.Append(rune.Value == '\u00a0' ? " " : rune.ToString());
        }
        return clean.ToString();
    }
}
