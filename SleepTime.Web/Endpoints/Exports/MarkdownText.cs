using SleepTime.Engine;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>Texts of people and models, and tables of them, inside Markdown; see <see cref="MarkdownLine"/>.</summary>
internal static class MarkdownText
{
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
        yield return $"# {MarkdownLine.Of(title)}\n\n";
        yield return Row(columns.Select(column => column.Name)) + Row(columns.Select(_ => "---"));
        await foreach (var item in items)
            yield return Row(columns.Select(column => MarkdownLine.Of(CsvText.ToText(column.Read(item)) ?? "—")));
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
