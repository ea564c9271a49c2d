using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Endpoints;

/// <summary>The values of an enumeration as the API spells them.</summary>
internal static partial class EnumNames
{
    /// <summary>Those of the enumeration that a fault of the JSON reader names, as "low, medium or high"; null when it names none.</summary>
    public static string? In(string message)
    {
        if (OwnType().Match(message) is not { Success: true } found)
            return null;
        var type = typeof(SleepEffort).Assembly.GetType(found.Value) ?? typeof(EnumNames).Assembly.GetType(found.Value);
        if (type is not { IsEnum: true })
            return null;
        return Of(type);
    }

    /// <summary>The value of a query parameter; null when it is left out or empty. Case does not matter.</summary>
    /// <exception cref="InvalidRequestException">There is no such value.</exception>
    public static T? Parse<T>(string field, string? name)
        where T : struct, Enum =>
        string.IsNullOrEmpty(name) ? null
        : Values(typeof(T)).FirstOrDefault(value => NameOf(value).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found ? (T)found.GetValue(null)!
        : throw new InvalidRequestException(field, $"{field} is '{name}'; it must be {Of(typeof(T))}.");

    private static string Of(Type type)
    {
        var names = Values(type).Select(NameOf).ToList();
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }

    private static FieldInfo[] Values(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static);

    private static string NameOf(FieldInfo value) =>
        value.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(value.Name);

    [GeneratedRegex("""SleepTime(?:\.\w+)+""")]
    private static partial Regex OwnType();
}
