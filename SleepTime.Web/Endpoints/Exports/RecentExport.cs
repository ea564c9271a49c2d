using SleepTime.Engine.Answering;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>The latest comparisons of the Overview as a file: those of its table and of its chart.</summary>
internal static class RecentExport
{
    private static readonly IReadOnlyList<ExportColumn<RecentComparisonResponse>> _columns =
    [
        new("asked_at", row => row.CreatedAt),
        new("context", row => row.ContextTitle),
        new("question", row => row.Question),
        new("hidden", row => row.Hidden),
        .. ColumnsOf("standard", row => row.Standard),
        .. ColumnsOf("sleeptime", row => row.SleepTime),
        new("difference", row => row.Difference),
        new("id", row => row.Id),
        new("context_id", row => row.ContextId),
    ];

    public static ExportResult<RecentComparisonResponse> Of(ExportFormat format, IEnumerable<RecentComparisonResponse> rows) =>
        ListExport.Of(format, "recent-comparisons", "Recent comparisons", _columns, rows.ToAsyncEnumerable());

    private static IEnumerable<ExportColumn<RecentComparisonResponse>> ColumnsOf(string prefix, Func<RecentComparisonResponse, RecentSideResponse?> side) =>
    [
        new($"{prefix}_state", row => ListExport.NameOf<RunState>(side(row)?.State)),
        new($"{prefix}_completion_tokens", row => side(row)?.CompletionTokens),
        new($"{prefix}_total_ms", row => side(row)?.TotalMs),
        new($"{prefix}_verdict", row => side(row)?.Right switch { true => "right", false => "wrong", null => null }),
    ];
}
