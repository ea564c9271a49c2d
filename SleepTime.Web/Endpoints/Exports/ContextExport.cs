using SleepTime.Engine.Contexts;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>The list of contexts as a file.</summary>
internal static class ContextExport
{
    private static readonly IReadOnlyList<ExportColumn<ContextSummaryResponse>> _columns =
    [
        new("title", row => row.Title),
        new("text_version", row => row.Version),
        new("tokens", row => row.Tokens),
        new("sleep", row => ListExport.NameOf<NotesState>(row.Sleep.State)),
        new("notes", row => row.NoteCount),
        new("runs", row => row.RunCount),
        new("person", row => row.Owner),
        new("sample", row => row.IsSample),
        new("created_at", row => row.CreatedAt),
        new("id", row => row.Id),
    ];

    public static ExportResult<ContextSummaryResponse> Of(ExportFormat format, IEnumerable<ContextSummaryResponse> rows) =>
        ListExport.Of(format, "contexts", "Contexts", _columns, rows.ToAsyncEnumerable());
}
