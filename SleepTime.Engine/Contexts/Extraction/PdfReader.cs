using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Outline;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>PDF page by page, in the order of its content; its bookmarks are its headings.</summary>
internal static class PdfReader
{
    /// <param name="progress">Told after each page.</param>
    /// <exception cref="ContextRefusedException">It is encrypted, scanned, damaged, or has too many pages or too much text.</exception>
    public static ExtractedText Read(ExtractionRequest request, Action<ExtractionProgress> progress)
    {
        using var document = Open(request);
        var pages = document.NumberOfPages;
        if (pages == 0)
            throw Refusals.Empty(request.Subject);
        if (pages > request.MaxPages)
            throw Refusals.TooManyPages(request.Subject, pages, request.MaxPages);

        var writer = new DocumentWriter(request);
        var bookmarks = Bookmarks(document);
        for (var number = 1; number <= pages; number++)
        {
            writer.BeginPage(number);
            if (writer.Paragraph(ContentOrderTextExtractor.GetText(document.GetPage(number), addDoubleNewline: true)) is { } start)
            {
                foreach (var bookmark in bookmarks[number])
                    writer.Mark(bookmark.Level + 1, bookmark.Title, writer.Find(bookmark.Title.Trim(), start) ?? start);
            }
            progress(new(number, pages));
        }

        var read = writer.Finish(pages);
        return read.Text.Length > 0 ? read : throw Refusals.Scanned(request.Subject, pages);
    }

    private static PdfDocument Open(ExtractionRequest request)
    {
        try
        {
            return PdfDocument.Open(request.Path, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        }
        catch (PdfDocumentEncryptedException)
        {
            throw Refusals.Encrypted(request.Subject);
        }
    }

    /// <summary>By page. They only help: a file whose bookmarks cannot be read still has its text.</summary>
    private static ILookup<int, DocumentBookmarkNode> Bookmarks(PdfDocument document)
    {
        try
        {
            if (document.TryGetBookmarks(out var found))
                return found.GetNodes().OfType<DocumentBookmarkNode>().ToLookup(bookmark => bookmark.PageNumber);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
        }
        return Enumerable.Empty<DocumentBookmarkNode>().ToLookup(_ => 0);
    }
}
