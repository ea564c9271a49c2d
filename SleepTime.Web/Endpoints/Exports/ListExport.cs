namespace SleepTime.Web.Endpoints.Exports;

/// <summary>A list as a file: in every format the rows that its page has.</summary>
internal static class ListExport
{
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="rows">Sent whole as JSON.</param>
    public static ExportResult<T> Of<T>(ExportFormat format, string name, string title, IReadOnlyList<ExportColumn<T>> columns, IAsyncEnumerable<T> rows) =>
        new(name, format, rows, () => format == ExportFormat.Csv ? CsvText.WriteAsync(columns, rows) : MarkdownText.TableAsync(title, columns, rows));

    /// <summary>An enumeration as the API spells it.</summary>
    public static string? NameOf<T>(T? value)
        where T : struct, Enum => value is { } known ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;
}
