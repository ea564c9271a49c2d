using SleepTime.Engine.Contexts;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="Items">The rows of this page.</param>
/// <param name="Total">How many rows there are on all pages together.</param>
public sealed record ListResponse<T>(IReadOnlyList<T> Items, int Total);

public static class ListResponse
{
    /// <summary>A list that has one page.</summary>
    public static ListResponse<T> Of<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        return new(all, all.Length);
    }

    public static ListResponse<TRow> From<T, TRow>(Page<T> page, Func<T, TRow> row) => new([.. page.Items.Select(row)], page.Total);
}
