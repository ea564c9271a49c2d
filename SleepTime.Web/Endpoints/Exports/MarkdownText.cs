namespace SleepTime.Web.Endpoints.Exports;

/// <summary>Texts of people and models inside Markdown: shown as they are, never taken for markup.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]<>()#+-!|~&$";

    /// <summary>On one line, for headings, list items and cells.</summary>
    public static string Line(string? text) =>
        string.Concat((text ?? "").ReplaceLineEndings(" ").Select(sign => Special.Contains(sign, StringComparison.Ordinal) ? $"\\{sign}" : sign.ToString()));

    /// <summary>In a fence longer than any within, so that nothing in it can end it.</summary>
    public static string Block(string text)
    {
        var longest = 0;
        for (int i = 0, run = 0; i < text.Length; i++)
            longest = Math.Max(longest, run = text[i] == '`' ? run + 1 : 0);
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}text\n{text.ReplaceLineEndings("\n")}\n{fence}\n";
    }

    public static async IAsyncEnumerable<string> TableAsync<T>(string title, IReadOnlyList<ExportColumn<T>> columns, IAsyncEnumerable<T> items)
    {
        yield return $"# {Line(title)}\n\n";
        yield return Row(columns.Select(column => column.Name)) + Row(columns.Select(_ => "---"));
        await foreach (var item in items)
            yield return Row(columns.Select(column => Line(CsvText.ToText(column.Read(item)) ?? "—")));
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
