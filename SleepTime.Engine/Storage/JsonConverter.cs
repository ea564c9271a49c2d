using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SleepTime.Engine.Storage;

/// <summary>A value as JSON: it is read and written as a whole and never searched. Enums by name, as in columns.</summary>
internal sealed class JsonConverter<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, _options),
    json => JsonSerializer.Deserialize<T>(json, _options)!)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}

/// <summary>For values that never change once stored: the same object is the same value.</summary>
internal sealed class WholeComparer<T>() : ValueComparer<T>(
    (one, other) => ReferenceEquals(one, other), value => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value), value => value)
    where T : class;
