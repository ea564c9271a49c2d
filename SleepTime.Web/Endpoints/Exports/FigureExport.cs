using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>A figure as a file: the rows that the page shows.</summary>
internal static class FigureExport
{
    public static ExportResult<IReadOnlyList<object?>> Of(FigureTable table)
    {
        var rows = table.Rows.ToAsyncEnumerable();
        IReadOnlyList<ExportColumn<IReadOnlyList<object?>>> columns = [.. table.Columns.Select((column, i) => new ExportColumn<IReadOnlyList<object?>>(column.Name, row => row[i]))];
        return new(table.Name, ExportFormat.Csv, rows, () => CsvText.WriteAsync(columns, rows));
    }
}
