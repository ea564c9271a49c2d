using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>Finds the parts of a Word document that are not read and have words.</summary>
internal static class DocxUnread
{
    public static IReadOnlyList<UnreadPart> Of(MainDocumentPart document)
    {
        List<UnreadPart> unread = [];
        if (document.HeaderParts.Cast<OpenXmlPart>().Concat(document.FooterParts).Any(HasWords))
            unread.Add(UnreadPart.HeadersAndFooters);
        if (document.WordprocessingCommentsPart is { } comments && HasWords(comments))
            unread.Add(UnreadPart.Comments);
        if (document.ChartParts.Any() || document.DiagramDataParts.Any())
            unread.Add(UnreadPart.Charts);
        if (document.AlternativeFormatImportParts.Any() || document.EmbeddedPackageParts.Any())
            unread.Add(UnreadPart.Documents);
        return unread;
    }

    /// <summary>A number alone, as of a page, is no word.</summary>
    private static bool HasWords(OpenXmlPart part)
    {
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.IsStartElement && reader.ElementType == typeof(Text) && reader.GetText().Any(char.IsLetter))
                return true;
        }
        return false;
    }
}
