using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>
/// Footnotes and endnotes of a Word document, numbered as they are met. Their words come after the block that refers to
/// them, so that a section of a long text holds both. Not thread-safe.
/// </summary>
internal sealed class DocxNotes
{
    private readonly Dictionary<(bool AtEnd, long Id), string> _texts = [];
    private readonly Dictionary<(bool AtEnd, long Id), string> _names = [];
    private readonly Queue<string> _met = new();
    private int _footnotes;
    private int _endnotes;

    /// <exception cref="ContextRefusedException">That is more text than is accepted.</exception>
    public DocxNotes(MainDocumentPart document, ExtractionRequest request)
    {
        var room = request.MaxTextBytes;
        Read(document.FootnotesPart, atEnd: false, request, ref room);
        Read(document.EndnotesPart, atEnd: true, request, ref room);
    }

    /// <summary>What stands in the text where a note is referred to; empty for what refers to none.</summary>
    public string Meet(OpenXmlElement reference) => reference switch
    {
        FootnoteReference { Id.Value: var id } => Meet((false, id)),
        EndnoteReference { Id.Value: var id } => Meet((true, id)),
        _ => "",
    };

    /// <summary>Writes those met since the last time.</summary>
    /// <exception cref="ContextRefusedException">That is more text than is accepted.</exception>
    public void WriteMet(DocumentWriter writer)
    {
        while (_met.TryDequeue(out var line))
            writer.Line(line);
    }

    /// <summary>Writes those that nothing in the text refers to, such as those of a part that is not read.</summary>
    /// <exception cref="ContextRefusedException">That is more text than is accepted.</exception>
    public void WriteOthers(DocumentWriter writer)
    {
        foreach (var note in _texts.Keys)
            Meet(note);
        while (_met.TryDequeue(out var line))
            writer.Paragraph(line);
    }

    private string Meet((bool AtEnd, long Id) note)
    {
        if (!_texts.TryGetValue(note, out var text))
            return "";
        if (!_names.TryGetValue(note, out var name))
        {
            _names[note] = name = note.AtEnd ? $"[endnote {++_endnotes}]" : $"[footnote {++_footnotes}]";
            _met.Enqueue($"{name} {text}");
        }
        return name;
    }

    private void Read(OpenXmlPart? part, bool atEnd, ExtractionRequest request, ref int room)
    {
        if (part is null)
            return;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (!reader.IsStartElement || (reader.ElementType != typeof(Footnote) && reader.ElementType != typeof(Endnote)))
                continue;
            if (reader.LoadCurrentElement() is not FootnoteEndnoteType { Id.Value: var id } note || !IsNote(note) || WordsOf(note) is not { Length: > 0 } text)
                continue;
            room -= text.Length;
            if (room < 0)
                throw Refusals.TooMuchText(request.Subject, request.MaxTextBytes);
            _texts.TryAdd((atEnd, id), text);
        }
    }

    // The lines that part notes from the text are kept among them.
    private static bool IsNote(FootnoteEndnoteType note) => note.Type is not { } type || type.Value == FootnoteEndnoteValues.Normal;

    private static string WordsOf(FootnoteEndnoteType note) => string.Join('\n', DocxText.Paragraphs(note)
        .Select(paragraph => DocxText.Of(paragraph).Trim())
        .Where(words => words.Length > 0));
}
