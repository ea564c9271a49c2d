using System.Text;
using DocumentFormat.OpenXml;
using Math = DocumentFormat.OpenXml.Math;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>
/// Puts into a line what a formula says by where things stand: 1/2, x^2, a_1, √(16). Without it one half reads as twelve.
/// For one paragraph, whose elements are entered in the order of the document. Not thread-safe.
/// </summary>
internal sealed class DocxFormula(StringBuilder text)
{
    private readonly Stack<(OpenXmlElement Part, string Close)> _open = new();

    public void Enter(OpenXmlElement element)
    {
        while (_open.Count > 0 && !element.Ancestors().Contains(_open.Peek().Part))
            text.Append(_open.Pop().Close);
        switch (element)
        {
            case Math.Numerator:
                Open(element, "", IsOneWord(element));
                break;
            case Math.Denominator:
                Open(element, "/", IsOneWord(element));
                break;
            case Math.SuperArgument:
                Open(element, "^", IsOneWord(element));
                break;
            case Math.SubArgument:
                Open(element, "_", IsOneWord(element));
                break;
            case Math.Radical:
                Open(element, "√", isOneWord: false);
                break;
            case Math.Degree when element.InnerText.Length > 0:
                _open.Push((element, "; "));
                break;
        }
    }

    public void End()
    {
        while (_open.Count > 0)
            text.Append(_open.Pop().Close);
    }

    private void Open(OpenXmlElement part, string sign, bool isOneWord)
    {
        // What old programs show instead of a drawing is not read.
        if (part.InnerText.Length == 0 || part.Ancestors<AlternateContentFallback>().Any())
            return;
        text.Append(sign).Append(isOneWord ? "" : "(");
        _open.Push((part, isOneWord ? "" : ")"));
    }

    private static bool IsOneWord(OpenXmlElement part) =>
        part.InnerText.All(character => char.IsLetterOrDigit(character) || character is '.' or ',')
        && !part.Descendants().Any(inner => inner is Math.Fraction or Math.Superscript or Math.Subscript or Math.Radical);
}
