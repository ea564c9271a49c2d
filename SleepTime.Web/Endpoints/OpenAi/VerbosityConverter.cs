using System.Text.Json;
using System.Text.Json.Serialization;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>How much the model may say: our levels by number, or the words of OpenAI's own field.</summary>
internal sealed class VerbosityConverter : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt32(out var level) => level,
        JsonTokenType.String => reader.GetString() switch
        {
            "low" => 0,
            "medium" => 2,
            "high" => 4,
            var word => throw new UnfitValueException($"verbosity is '{word}'; it has to be low, medium, high or a number from 0 to 4."),
        },
        _ => throw new UnfitValueException("verbosity has to be low, medium, high or a number from 0 to 4."),
    };

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
}
