using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Math = DocumentFormat.OpenXml.Math;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>The words of a paragraph as they are read: without hidden and deleted ones, and where they were moved to, not from.</summary>
internal static class DocxText
{
    /// <param name="mark">What stands for an element that refers to a note; null leaves it out.</param>
    public static string Of(Paragraph paragraph, Func<OpenXmlElement, string>? mark = null)
    {
        var text = new StringBuilder();
        var formula = new DocxFormula(text);
        Paragraph? last = null;
        foreach (var element in paragraph.Descendants())
        {
            formula.Leave(element);
            // What old programs show instead of a drawing would be read twice.
            if (element.Ancestors<AlternateContentFallback>().Any() || element.Ancestors<MoveFromRun>().Any())
                continue;
            formula.Enter(element);
            if (element is not (Run or Math.Text))
                continue;

            // Those of a text box are paragraphs within this one.
            var own = element.Ancestors<Paragraph>().First();
            if (last is not null && own != last && text.Length > 0)
                text.Append('\n');
            last = own;
            formula.Before(element.InnerText);
            if (element is Math.Text symbols)
                text.Append(symbols.Text);
            else if (!IsHidden((Run)element))
                foreach (var child in element.ChildElements)
                    Append(child, text, mark);
        }
        formula.End();
        return text.ToString();
    }

    /// <summary>The paragraphs of a block, without those of text boxes in them, whose words their own paragraph has.</summary>
    public static IEnumerable<Paragraph> Paragraphs(OpenXmlElement block) => block.Descendants<Paragraph>().Where(paragraph => !paragraph.Ancestors<Paragraph>().Any());

    // The property alone says yes; it may also say no, where a style says yes.
    private static bool IsHidden(Run run) => run.RunProperties?.Vanish is { } vanish && vanish.Val?.Value != false;

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
