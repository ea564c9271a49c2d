using System.Globalization;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Web.Components.Pages.History;

namespace SleepTime.Web.Components.Pages.Insights;

/// <summary>The filters as they stand in the address. What cannot be read there counts as not set.</summary>
public sealed record InsightsAddress(Guid? ContextId = null, string? Person = null, string? Model = null, DateOnly? From = null, DateOnly? To = null)
{
    public bool IsFiltered => this != new InsightsAddress();

    public static InsightsAddress Read(string? context, string? person, string? model, string? from, string? to) => new(
        Guid.TryParse(context, out var id) ? id : null, Blank(person), Blank(model), HistoryAddress.DateOf(from), HistoryAddress.DateOf(to));

    /// <summary>Days are those of UTC, the last one included.</summary>
    public InsightsFilter ToFilter() => new(ContextId, Person, Model, MidnightOf(From), MidnightOf(To?.AddDays(1)));

    public IEnumerable<(string Key, string? Value)> ToQuery() =>
        [("context", ContextId?.ToString()), ("person", Person), ("model", Model), ("from", HistoryAddress.TextOf(From)), ("to", HistoryAddress.TextOf(To))];

    public IEnumerable<(string Key, string? Value)> ToFileQuery(string format) =>
        [("format", format), ("contextId", ContextId?.ToString()), ("owner", Person), ("model", Model), ("from", InstantOf(MidnightOf(From))), ("to", InstantOf(MidnightOf(To?.AddDays(1))))];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? MidnightOf(DateOnly? date) => date is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private static string? InstantOf(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
