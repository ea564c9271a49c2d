namespace SleepTime.Engine;

/// <summary>Texts of people and models on one line of Markdown: shown as they are, never taken for markup. Pure.</summary>
public static class MarkdownLine
{
    private const string Special = "\\`*_{}[]<>()#+-!|~&$";

    /// <summary>For headings, list items and cells.</summary>
    public static string Of(string? text) =>
        string.Concat((text ?? "").ReplaceLineEndings(" ").Select(sign => Special.Contains(sign, StringComparison.Ordinal) ? $"\\{sign}" : sign.ToString()));
}
