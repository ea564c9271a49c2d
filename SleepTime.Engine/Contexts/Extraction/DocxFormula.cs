using System.Text;
using DocumentFormat.OpenXml;
using Math = DocumentFormat.OpenXml.Math;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>
/// Puts into a line what a formula says by where things stand: 1/2, x^2, a_1, √(16), (a+b). Without it one half reads as
/// twelve. For one paragraph, whose elements are entered in the order of the document. Not thread-safe.
/// </summary>
internal sealed class DocxFormula(StringBuilder text)
{
    private readonly Stack<(OpenXmlElement Part, string Close)> _open = new();
    private bool _hasEnded; // a part, just now

    /// <param name="element">One that is read.</param>
    public void Enter(OpenXmlElement element)
    {
        switch (element)
        {
            case Math.Fraction:
                Part(); // 3 and one half is not 31 halves
                break;
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
                Part();
                Open(element, "√(", ")");
                break;
            case Math.Degree when element.InnerText.Length > 0:
                Open(element, "", "; ");
                break;
            case Math.Delimiter delimiter:
                Open(element, delimiter.DelimiterProperties?.BeginChar?.Val?.Value ?? "(", delimiter.DelimiterProperties?.EndChar?.Val?.Value ?? ")");
                break;
            case Math.Nary nary:
                Part();
                text.Append(nary.NaryProperties?.AccentChar?.Val?.Value ?? "∫");
                break;
        }
    }

    /// <summary>Closes the parts that do not hold what comes next.</summary>
    public void Leave(OpenXmlElement next)
    {
        while (_open.Count > 0 && !next.Ancestors().Contains(_open.Peek().Part))
            Close();
    }

    /// <summary>Parts words from what stands before them where both would read as one.</summary>
    public void Before(string words)
    {
        if (_hasEnded && words.Length > 0 && char.IsLetterOrDigit(words[0]))
            Part();
        _hasEnded &= words.Length == 0;
    }

    public void End()
    {
        while (_open.Count > 0)
            Close();
    }

    private void Open(OpenXmlElement part, string sign, bool isOneWord) => Open(part, isOneWord ? sign : sign + "(", isOneWord ? "" : ")");

    private void Open(OpenXmlElement part, string begin, string end)
    {
        if (part.InnerText.Length == 0)
            return;
        text.Append(begin);
        _hasEnded = false;
        _open.Push((part, end));
    }

    private void Close()
    {
        text.Append(_open.Pop().Close);
        _hasEnded = true;
    }

    private void Part()
    {
        if (text.Length > 0 && (char.IsLetterOrDigit(text[^1]) || text[^1] == ')'))
            text.Append(' ');
    }

    private static bool IsOneWord(OpenXmlElement part) =>
        part.InnerText.All(character => char.IsLetterOrDigit(character) || character is '.' or ',')
        && !part.Descendants().Any(inner => inner is Math.Fraction or Math.Superscript or Math.Subscript or Math.Radical or Math.Delimiter);
}
