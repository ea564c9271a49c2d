using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Engine.Storage;

/// <summary>Structure of a document as JSON: it is read and written as a whole and never searched.</summary>
internal sealed class OutlineConverter() : ValueConverter<DocumentOutline, string>(
    outline => JsonSerializer.Serialize(outline, JsonSerializerOptions.Web),
    json => JsonSerializer.Deserialize<DocumentOutline>(json, JsonSerializerOptions.Web)!);
