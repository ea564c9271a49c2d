using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>Word documents: headings by their styles, lists and tables as lines, notes after the block that refers to them. Read block by block, never as a whole tree.</summary>
internal static class DocxReader
{
    // An office file that is encrypted is not an archive but a compound file, which begins with these bytes.
    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <exception cref="ContextRefusedException">It is encrypted, empty, damaged, or unpacks to too much.</exception>
    public static ExtractedText Read(ExtractionRequest request)
    {
        RefuseOtherThanArchives(request);
        using var document = WordprocessingDocument.Open(request.Path, isEditable: false);
        if (document.MainDocumentPart is not { } part)
            throw Refusals.Damaged(request.Subject, "the archive holds no document");

        var styles = new DocxStyles(part.StyleDefinitionsPart?.Styles);
        var notes = new DocxNotes(part, request);
        var writer = new DocumentWriter(request);
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read() && reader.ElementType != typeof(Body))
            continue;
        if (reader.ReadFirstChild())
        {
            do
                Write(reader.LoadCurrentElement(), styles, notes, writer);
            while (reader.ReadNextSibling());
        }
        notes.WriteOthers(writer);

        var read = writer.Finish(unread: DocxUnread.Of(part));
        return read.Text.Length > 0 ? read : throw Refusals.Empty(request.Subject);
    }

    private static void Write(OpenXmlElement? block, DocxStyles styles, DocxNotes notes, DocumentWriter writer)
    {
        switch (block)
        {
            case Paragraph paragraph:
                WriteParagraph(paragraph, styles, notes, writer);
                break;
            case Table table:
                foreach (var (row, index) in Rows(table).Select((row, index) => (row, index)))
                    WriteRow(row, isFirst: index == 0, notes, writer);
                break;
            case SdtBlock { SdtContentBlock: { } content }:
                foreach (var child in content.ChildElements)
                    Write(child, styles, notes, writer);
                break;
        }
        notes.WriteMet(writer);
    }

    private static void WriteParagraph(Paragraph paragraph, DocxStyles styles, DocxNotes notes, DocumentWriter writer)
    {
        var text = DocxText.Of(paragraph, notes.Meet);
        if (styles.HeadingLevel(paragraph) is { } level)
            writer.Heading(level, DocxText.Of(paragraph)); // contents and citations name it without its notes
        else if (styles.IsListItem(paragraph) && text.Trim().Length > 0)
            writer.Line("- " + text.Trim());
        else
            writer.Paragraph(text);
    }

    private static void WriteRow(TableRow row, bool isFirst, DocxNotes notes, DocumentWriter writer)
    {
        var line = string.Join(" | ", Cells(row).Select(cell => OneLine(string.Join(' ', DocxText.Paragraphs(cell).Select(paragraph => DocxText.Of(paragraph, notes.Meet))))));
        if (isFirst)
            writer.Paragraph(line);
        else
            writer.Line(line);
    }

    // A row is one line, whatever breaks or boxes its cells have.
    private static string OneLine(string cell) => string.Join(' ', cell.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    // Forms put rows and cells into content controls.
    private static IEnumerable<TableRow> Rows(OpenXmlElement parent) => parent.ChildElements.SelectMany(child => child switch
    {
        TableRow row => [row],
        SdtRow { SdtContentRow: { } content } => Rows(content),
        _ => Enumerable.Empty<TableRow>(),
    });

    private static IEnumerable<TableCell> Cells(OpenXmlElement parent) => parent.ChildElements.SelectMany(child => child switch
    {
        TableCell cell => [cell],
        SdtCell { SdtContentCell: { } content } => Cells(content),
        _ => Enumerable.Empty<TableCell>(),
    });

    /// <summary>Also refuses archives that say how large they unpack; one that lies about it meets the limits of memory and time.</summary>
    private static void RefuseOtherThanArchives(ExtractionRequest request)
    {
        using var file = File.OpenRead(request.Path);
        Span<byte> start = stackalloc byte[8];
        if (file.ReadAtLeast(start, 8, throwOnEndOfStream: false) == 8 && start.SequenceEqual(CompoundFile))
            throw Refusals.Encrypted(request.Subject);
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        var unpacked = archive.Entries.Sum(entry => entry.Length);
        if (unpacked > request.MaxUnpackedBytes)
            throw Refusals.UnpacksTooLarge(request.Subject, unpacked, request.MaxUnpackedBytes);
    }
}
