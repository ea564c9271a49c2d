using System.Xml;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>Reads a file of any kind. What its library stumbles over is a damaged file, since hostile ones raise all sorts of exceptions.</summary>
internal static class DocumentReader
{
    /// <exception cref="ContextRefusedException">It cannot be read; the message says why.</exception>
    /// <exception cref="OutOfMemoryException">The process may not take as much memory as it needs.</exception>
    public static async Task<ExtractedText> ReadAsync(ExtractionRequest request, Action<ExtractionProgress> progress)
    {
        try
        {
            if (new FileInfo(request.Path).Length == 0)
                throw Refusals.Empty(request.Subject);
            return request.Kind switch
            {
                DocumentKind.Markdown => await MarkdownReader.ReadAsync(request),
                DocumentKind.Html => HtmlReader.Read(request),
                DocumentKind.Pdf => PdfReader.Read(request, progress),
                DocumentKind.Docx => DocxReader.Read(request),
                _ => await PlainReader.ReadAsync(request, CancellationToken.None),
            };
        }
        catch (Exception exception) when (exception is not (ContextRefusedException or OutOfMemoryException or FileNotFoundException or DirectoryNotFoundException))
        {
            throw Refusals.Damaged(request.Subject, Describe(request.Kind, exception));
        }
    }

    private static string Describe(DocumentKind kind, Exception exception) => (kind, exception) switch
    {
        (DocumentKind.Docx, InvalidDataException) => "it is not a readable archive, as .docx files are",
        (DocumentKind.Docx, XmlException) => "a part of it is not well-formed",
        (DocumentKind.Pdf, _) => "it is not a readable PDF",
        _ => $"it cannot be read as {kind.ToString().ToLowerInvariant()}",
    };
}
