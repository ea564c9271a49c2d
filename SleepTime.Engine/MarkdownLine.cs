namespace SleepTime.Engine;

/// <summary>Texts of people and models on one line of Markdown: shown as they are, never taken for markup. Pure.</summary>
public static class MarkdownLine
{
    private const string Special = "\\`*_{}[]<>()!|~&$";

    // Markup at the beginning of a line alone: escaped everywhere, dates and names would be hard to read in the file itself.
    private const string SpecialFirst = "#+-";

    /// <summary>For headings, list items and cells.</summary>
    public static string Of(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ");
        var first = line.Length - line.AsSpan().TrimStart().Length;
        return string.Concat(line.Select((sign, at) =>
            Special.Contains(sign, StringComparison.Ordinal) || (at == first && SpecialFirst.Contains(sign, StringComparison.Ordinal)) ? $"\\{sign}" : sign.ToString()));
    }
}
