using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>A figure as a file: the rows that the page shows.</summary>
internal static class FigureExport
{
    /// <param name="format">CSV or Markdown; as JSON a figure is what the API answers with.</param>
    public static ExportResult<IReadOnlyList<object?>> Of(FigureTable table, ExportFormat format)
    {
        var rows = table.Rows.ToAsyncEnumerable();
        IReadOnlyList<ExportColumn<IReadOnlyList<object?>>> columns = [.. table.Columns.Select((column, i) => new ExportColumn<IReadOnlyList<object?>>(column.Name, row => row[i]))];
        return new(table.Name, format, rows, () => format == ExportFormat.Csv ? CsvText.WriteAsync(columns, rows) : MarkdownText.TableAsync(table.Name, columns, rows));
    }
}
