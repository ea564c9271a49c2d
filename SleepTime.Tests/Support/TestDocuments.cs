using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Outline;
using UglyToad.PdfPig.Outline.Destinations;
using UglyToad.PdfPig.Writer;

namespace SleepTime.Tests.Support;

/// <summary>Documents of every kind, good and hostile, made when a test needs them.</summary>
internal static class TestDocuments
{
    /// <param name="pages">The lines of each page; one without lines has no text, as a scanned one.</param>
    public static byte[] Pdf(string[][] pages) => PdfWithBookmarks(pages);

    public static byte[] PdfWithBookmarks(string[][] pages, params (string Title, int Page)[] bookmarks)
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var lines in pages)
        {
            var page = builder.AddPage(UglyToad.PdfPig.Content.PageSize.A4);
            for (var i = 0; i < lines.Length; i++)
                page.AddText(lines[i], 11, new PdfPoint(50, 780 - (14 * i)), font);
        }
        if (bookmarks.Length > 0)
        {
            builder.Bookmarks = new Bookmarks([.. bookmarks.Select(bookmark => new DocumentBookmarkNode(
                bookmark.Title, 0, new ExplicitDestination(bookmark.Page, ExplicitDestinationType.FitPage, ExplicitDestinationCoordinates.Empty), []))]);
        }
        return builder.Build();
    }

    public static byte[] PdfOfPages(int count) => PdfWithBookmarks([.. Enumerable.Range(1, count).Select(number => (string[])[$"This is page {number} of a long report.", "Ann has 3 red balls."])]);

    /// <summary>Opens with a password only: what its trailer says is all a reader gets to see.</summary>
    public static byte[] EncryptedPdf()
    {
        var key = string.Concat(Enumerable.Repeat("ab", 32));
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
            $"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{key}> /U <{key}> >>",
        ];
        var text = new StringBuilder("%PDF-1.5\n");
        var offsets = new List<int>();
        foreach (var (body, index) in objects.Select((body, index) => (body, index)))
        {
            offsets.Add(text.Length);
            text.Append($"{index + 1} 0 obj\n{body}\nendobj\n");
        }
        var start = text.Length;
        text.Append($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            text.Append($"{offset:0000000000} 00000 n \n");
        text.Append($"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Encrypt 4 0 R /ID [<{key}> <{key}>] >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public static byte[] Docx(params OpenXmlElement[] blocks) => Docx(_ => { }, blocks);

    /// <param name="addParts">Gives it more than its body and styles.</param>
    public static byte[] Docx(Action<MainDocumentPart> addParts, params OpenXmlElement[] blocks)
    {
        var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var part = document.AddMainDocumentPart();
            part.Document = new Document(new Body(blocks));
            part.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "heading 1" }) { StyleId = "Kop1", Type = StyleValues.Paragraph },
                new Style(new StyleName { Val = "heading 2" }) { StyleId = "Kop2", Type = StyleValues.Paragraph });
            addParts(part);
        }
        return stream.ToArray();
    }

    public static Paragraph Words(string text, string? style = null) =>
        new(new ParagraphProperties(style is null ? [] : [new ParagraphStyleId { Val = style }]), new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));

    /// <summary>With a footnote and an endnote that its body refers to, a footnote that nothing refers to, and a header and a comment that are not read.</summary>
    public static byte[] DocxWithNotes() => Docx(
        part =>
        {
            part.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(
                new Footnote(new Paragraph(new Run(new SeparatorMark()), new Run(new Text("a line")))) { Type = FootnoteEndnoteValues.Separator, Id = -1 },
                new Footnote(Words("One of them is red."), Words("It is new.")) { Id = 1 },
                new Footnote(Words("Nobody refers to this.")) { Id = 2 });
            part.AddNewPart<EndnotesPart>().Endnotes = new Endnotes(new Endnote(Words("Counted in March.")) { Id = 1 });
            part.AddNewPart<HeaderPart>().Header = new Header(Words("Confidential"));
            part.AddNewPart<FooterPart>().Footer = new Footer(Words("7"));
            part.AddNewPart<WordprocessingCommentsPart>().Comments = new Comments(new Comment(Words("Is that so?")) { Id = "1", Author = "Zoe" });
        },
        new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Kop1" }), new Run(new Text("Balls")), new Run(new EndnoteReference { Id = 1 })),
        new Paragraph(new Run(new Text("Ann has 3 balls")), new Run(new FootnoteReference { Id = 1 }), new Run(new Text("."))),
        Words("Ben has 4."),
        new Table(new TableRow(new TableCell(new Paragraph(new Run(new Text("Ann")), new Run(new FootnoteReference { Id = 1 }))), new TableCell(Words("3")))));

    /// <summary>An archive of a few kilobytes whose document is as large as it says, or says to be small.</summary>
    public static byte[] ZipBomb(int megabytes, bool lies)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write("[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Write("_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            using var bomb = archive.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            bomb.Write("""<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>"""u8);
            var filler = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("boom ", 209_715)));
            for (var i = 0; i < megabytes; i++)
                bomb.Write(filler);
            bomb.Write("</w:t></w:r></w:p></w:body></w:document>"u8);

            void Write(string name, string text)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        var bytes = stream.ToArray();
        if (lies)
            Understate(bytes);
        return bytes;
    }

    /// <summary>Writes small sizes into the directory at the end of the archive, which is what readers go by.</summary>
    private static void Understate(byte[] archive)
    {
        for (var at = 0; at + 46 < archive.Length; at++)
        {
            if (archive.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8) && archive.AsSpan(at + 46).StartsWith("word/document.xml"u8))
                BitConverter.TryWriteBytes(archive.AsSpan(at + 24, 4), 1_000);
        }
    }
}
