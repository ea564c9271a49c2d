using System.Text.Json;
using System.Text.Json.Serialization;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>Texts to stop at: one, or a list.</summary>
internal sealed class StopConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => [reader.GetString()!],
        JsonTokenType.StartArray => Texts(ref reader),
        _ => throw Unfit(),
    };

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);

    private static List<string> Texts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Unfit());
        return texts;
    }

    private static UnfitValueException Unfit() => new("stop is neither a text nor a list of texts. Give the texts at which to stop, or leave it out.");
}
