using System.Globalization;

namespace SleepTime.Web.Components.Shared;

/// <summary>
/// Reads what an address asks for. Addresses are typed and mistyped by people: bound to a number or an id, a wrong value
/// would end the page before it can say anything.
/// </summary>
public static class AddressValue
{
    /// <summary>Null when left out; for what is no id, one that nothing has, so that the page says that it is gone.</summary>
    public static Guid? Id(string? text) => string.IsNullOrEmpty(text) ? null : Guid.TryParse(text, out var id) ? id : Guid.Empty;

    /// <summary>A place in a list, from 1; null when left out, and for what is no place.</summary>
    public static int? Place(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place is > 0 and < 1_000_000 ? place : null;

    /// <summary>From 1, and low enough to count its rows; the first page for what is no page.</summary>
    public static int Page(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1;
}
