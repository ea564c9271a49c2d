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
        var names = type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(NameOf).ToList();
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }

    private static string NameOf(FieldInfo value) =>
        value.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(value.Name);

    [GeneratedRegex("""SleepTime(?:\.\w+)+""")]
    private static partial Regex OwnType();
}
