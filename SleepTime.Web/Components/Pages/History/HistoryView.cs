using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;

namespace SleepTime.Web.Components.Pages.History;

/// <summary>What the page shows.</summary>
/// <param name="UpTo">The newest entry when it was opened: what came later moves nothing until it is asked for.</param>
/// <param name="Newer">How many came later.</param>
/// <param name="Page">The page that is shown: the last one when the address names one beyond.</param>
public sealed record HistoryView(Page<HistoryRow> Rows, int Page, long UpTo, int Newer, IReadOnlyList<string> People, Guid? ContextId, string? ContextTitle);

/// <summary>Reads what the page shows.</summary>
public sealed class HistoryViewReader(HistoryReader history, ContextService contexts)
{
    public const int PageSize = 25;

    /// <param name="upTo">Null for everything there is by now.</param>
    public async Task<HistoryView> ReadAsync(HistoryAddress address, long? upTo, CancellationToken cancellationToken)
    {
        var last = upTo ?? await history.NewestAsync(cancellationToken);
        var filter = address.ToFilter();
        var shown = filter with { UpTo = last };
        var page = address.Page;
        var rows = await history.ListAsync(page, PageSize, shown, cancellationToken: cancellationToken);
        if (rows is { Items.Count: 0, Total: > 0 })
        {
            page = (rows.Total + PageSize - 1) / PageSize;
            rows = await history.ListAsync(page, PageSize, shown, cancellationToken: cancellationToken);
        }
        return new HistoryView(
            rows, page, last, await history.CountAsync(filter with { After = last }, cancellationToken), await history.OwnersAsync(cancellationToken),
            address.ContextId, address.ContextId is { } id ? (await contexts.FindAsync(id, withLongText: false, cancellationToken))?.Title : null);
    }
}
