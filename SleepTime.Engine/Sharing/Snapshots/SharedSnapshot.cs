using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>
/// A frozen picture: plain records with everything that a page shows, so that it can be read when the rows behind it have
/// changed or are gone. Members may be added with a value to fall back on; none may change its meaning.
/// </summary>
/// <param name="FrozenAt">The moment that it shows.</param>
[JsonDerivedType(typeof(ComparisonSnapshot), "comparison")]
[JsonDerivedType(typeof(ContextSnapshot), "context")]
[JsonDerivedType(typeof(OverviewSnapshot), "overview")]
public abstract record SharedSnapshot(DateTimeOffset FrozenAt)
{
    // Read back by this program only and never put into a page, so that letters can stay letters.
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What the list of links calls it.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    public static SharedSnapshot FromJson(string json) => JsonSerializer.Deserialize<SharedSnapshot>(json, Format)!;
}
