using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>The content of a message: a text, or a list of parts, of which only texts can be read here.</summary>
internal sealed class ContentConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
            return reader.GetString();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new UnfitValueException("The content of a message is neither a text nor a list of parts. Give a text.");

        var text = new StringBuilder();
        using var parts = JsonDocument.ParseValue(ref reader);
        foreach (var part in parts.RootElement.EnumerateArray())
        {
            var type = Member(part, "type");
            if (type != "text")
                throw new UnfitValueException($"A message has a part of type '{type}'; the model reads text only. Leave the part out, or put what it says into words.");
            text.Append(Member(part, "text") ?? throw new UnfitValueException("A part of type text has no text. Give it one."));
        }
        return text.ToString();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string? Member(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
