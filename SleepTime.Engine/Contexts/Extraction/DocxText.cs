using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>The words of a paragraph as they are read: without hidden and deleted ones.</summary>
internal static class DocxText
{
    /// <param name="mark">What stands for an element that refers to a note; null leaves it out.</param>
    public static string Of(Paragraph paragraph, Func<OpenXmlElement, string>? mark = null)
    {
        var text = new StringBuilder();
        foreach (var run in paragraph.Descendants<Run>())
        {
            // What old programs show instead of a drawing would be read twice.
            if (run.RunProperties?.Vanish is not null || run.Ancestors<AlternateContentFallback>().Any())
                continue;
            foreach (var child in run.ChildElements)
                Append(child, text, mark);
        }
        return text.ToString();
    }

    private static void Append(OpenXmlElement child, StringBuilder text, Func<OpenXmlElement, string>? mark)
    {
        switch (child)
        {
            case Text words:
                text.Append(words.Text);
                break;
            case TabChar:
                text.Append('\t');
                break;
            case Break or CarriageReturn:
                text.Append('\n');
                break;
            case NoBreakHyphen:
                text.Append('-');
                break;
            case FootnoteReference or EndnoteReference:
                text.Append(mark?.Invoke(child));
                break;
        }
    }
}
