using System.Globalization;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.History;

/// <summary>The filters and the page as they stand in the address. What cannot be read there counts as not set.</summary>
public sealed record HistoryAddress(
    string? Search = null, Guid? ContextId = null, AnswerMode? Mode = null, string? Person = null, RunState? State = null,
    DateOnly? From = null, DateOnly? To = null, int Page = 1)
{
    private const string Dates = "yyyy-MM-dd";

    public bool IsFiltered => this != new HistoryAddress { Page = Page };

    public static HistoryAddress Read(string? search, string? context, string? mode, string? person, string? state, string? from, string? to, int? page) => new(
        Blank(search) is { } text ? text[..Math.Min(text.Length, HistoryFilter.MaxSearchLength)] : null,
        Guid.TryParse(context, out var id) ? id : null,
        HistoryChoices.ModeOf(mode), Blank(person), HistoryChoices.StateOf(state),
        DateOf(from), DateOf(to), Math.Clamp(page ?? 1, 1, 1_000_000));

    /// <summary>Days are those of UTC, the last one included.</summary>
    public HistoryFilter ToFilter() => new(ContextId, Mode, Person, State, MidnightOf(From), MidnightOf(To?.AddDays(1)), Search, Viewer: LocalUser.Name);

    public static DateOnly? DateOf(string? text) => DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1 and < 9999 ? date : null;

    public static string? TextOf(DateOnly? date) => date?.ToString(Dates, CultureInfo.InvariantCulture);

    /// <summary>The query of the page's own address.</summary>
    public IEnumerable<(string Key, string? Value)> ToQuery() =>
    [
        ("q", Search), ("context", ContextId?.ToString()), ("mode", HistoryChoices.KeyOf(Mode)), ("person", Person), ("state", HistoryChoices.KeyOf(State)),
        ("from", TextOf(From)), ("to", TextOf(To)), ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
    ];

    /// <summary>The query of an export of the same rows.</summary>
    public IEnumerable<(string Key, string? Value)> ToExportQuery(string format, long? upTo) =>
    [
        ("format", format), ("q", Search), ("contextId", ContextId?.ToString()), ("mode", HistoryChoices.KeyOf(Mode)), ("owner", Person), ("state", HistoryChoices.KeyOf(State)),
        ("from", InstantOf(MidnightOf(From))), ("to", InstantOf(MidnightOf(To?.AddDays(1)))), ("upTo", upTo?.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? MidnightOf(DateOnly? date) => date is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private static string? InstantOf(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
