using SleepTime.Engine.Sharing;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>The list of read-only links as a file. What opens them is kept nowhere and so not in it.</summary>
internal static class ShareExport
{
    private static readonly IReadOnlyList<ExportColumn<ShareResponse>> _columns =
    [
        new("title", row => row.Title),
        new("kind", row => ListExport.NameOf<ShareKind>(row.Kind)),
        new("state", row => ListExport.NameOf<ShareState>(row.State)),
        new("person", row => row.Owner),
        new("created_at", row => row.CreatedAt),
        new("expires_at", row => row.ExpiresAt),
        new("revoked_at", row => row.RevokedAt),
        new("opened", row => row.OpenedCount),
        new("last_opened_at", row => row.LastOpenedAt),
        new("original_gone", row => row.OriginalGone),
        new("bytes", row => row.Bytes),
        new("id", row => row.Id),
        new("subject_id", row => row.SubjectId),
    ];

    public static ExportResult<ShareResponse> Of(ExportFormat format, IEnumerable<ShareResponse> rows) =>
        ListExport.Of(format, "shares", "Shares", _columns, rows.ToAsyncEnumerable());
}
