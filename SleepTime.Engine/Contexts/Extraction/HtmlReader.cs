using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>
/// What a reader of the page would see: scripts, styles and hidden parts are left out, headings noted, lists and tables
/// kept as lines. Walks without recursion, since pages may nest as deep as they like.
/// </summary>
internal sealed class HtmlReader
{
    private static readonly HashSet<string> _left =
        ["script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "select", "textarea", "datalist", "dialog"];

    private static readonly HashSet<string> _blocks =
    [
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    ];

    private readonly DocumentWriter _writer;
    // What makes a cell a part of the page's layout rather than a value in a table; so does its length in characters and nodes.
    private static readonly HashSet<string> _ofLayout = ["table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "form", "hr"];
    private const int LongestCell = 1_000;

    private readonly StringBuilder _words = new();
    private readonly Stack<bool> _items = new(); // the items of lists that are open, and whether one has words already
    private IElement? _cell;
    private int _preformatted;

    private HtmlReader(ExtractionRequest request) => _writer = new DocumentWriter(request);

    /// <exception cref="ContextRefusedException">It is empty, no text, in an unknown encoding, or has too much text.</exception>
    public static ExtractedText Read(ExtractionRequest request)
    {
        using var file = File.OpenRead(request.Path);
        using var page = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(file);
        var reader = new HtmlReader(request);
        if (page.Body is { } body)
            reader.Walk(body);
        var read = reader._writer.Finish();
        if (read.Text.Length == 0)
            throw Refusals.Empty(request.Subject);
        return read.Text.Contains('\uFFFD') && page.CharacterSet.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? throw new ContextRefusedException(ContextRefusal.WrongEncoding,
                $"{request.Subject} is not UTF-8 text and names no other encoding. Save it with the encoding UTF-8 and give it again.")
            : read;
    }

    private void Walk(IElement root)
    {
        INode? node = root;
        while (node is not null)
        {
            var enters = Enter(node);
            if (enters && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }
            if (enters)
                Leave(node);
            while (node is not null && node != root && node.NextSibling is null)
            {
                node = node.Parent;
                if (node is not null)
                    Leave(node);
            }
            node = node is null || node == root ? null : node.NextSibling;
        }
        Flush(null);
    }

    /// <returns>False for what is not read.</returns>
    private bool Enter(INode node)
    {
        if (node is IText text)
            _words.Append(text.Data);
        if (node is not IElement element)
            return node is IText;
        if (_left.Contains(element.LocalName) || IsHidden(element))
            return false;
        if (_blocks.Contains(element.LocalName))
            Break(element.ParentElement);
        switch (element.LocalName)
        {
            case "br" when _cell is not null:
                _words.Append(' ');
                break;
            case "br":
                _words.Append('\v'); // the only break that white space does not swallow
                break;
            case "td" or "th":
                if (element.PreviousElementSibling is not null)
                    _words.Append(" | ");
                if (IsValue(element))
                    _cell = element;
                break;
            case "li":
                _items.Push(false);
                break;
            case "pre":
                _preformatted++;
                break;
        }
        return true;
    }

    private void Leave(INode node)
    {
        if (node == _cell)
            _cell = null;
        if (node is not IElement element || !_blocks.Contains(element.LocalName))
            return;
        Break(element);
        if (element.LocalName == "pre")
            _preformatted--;
        else if (element.LocalName == "li")
            _items.Pop();
    }

    /// <summary>Ends what was read so far, but not within a cell: its row is one line, whatever it is made of.</summary>
    private void Break(IElement? block)
    {
        if (_cell is null)
            Flush(block);
        else
            _words.Append(' ');
    }

    private void Flush(IElement? block)
    {
        if (_words.Length == 0)
            return;
        var text = _preformatted > 0 ? _words.ToString().Replace('\v', '\n') : Collapse(_words.ToString());
        _words.Clear();
        switch (block?.LocalName)
        {
            case ['h', >= '1' and <= '6' and var level]:
                _writer.Heading(level - '0', text);
                break;
            case "tr" or "dd" or "dt":
                _writer.Line(text);
                break;
            case not null when text.Length > 0 && _items.TryPeek(out var hasWords) && !hasWords:
                _items.Pop();
                _items.Push(true);
                _writer.Line("- " + text);
                break;
            case "li":
                _writer.Line(text);
                break;
            default:
                _writer.Paragraph(text);
                break;
        }
    }

    /// <summary>Whether a cell holds a value, or words of some length; else it is there to put parts of a page beside each other.</summary>
    private static bool IsValue(IElement cell)
    {
        var left = LongestCell;
        for (var node = cell.FirstChild; node is not null && left >= 0; node = Next(node, cell))
        {
            if (node is IElement element && _ofLayout.Contains(element.LocalName))
                return false;
            left -= node is IText text ? text.Length : 1;
        }
        return left >= 0;
    }

    private static INode? Next(INode node, INode root)
    {
        if (node.FirstChild is { } child)
            return child;
        while (node != root && node.NextSibling is null)
            node = node.Parent!;
        return node == root ? null : node.NextSibling;
    }

    private static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden"))
            return true;
        var style = element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        return style.Contains("display:none", StringComparison.OrdinalIgnoreCase) || style.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }

    private static string Collapse(string text) => string.Join('\n', text.Split('\v')
        .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
}
