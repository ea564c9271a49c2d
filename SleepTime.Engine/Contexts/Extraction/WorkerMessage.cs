using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>What a worker process says: how far it has come, what it read, or why it cannot. One of the three.</summary>
internal sealed record WorkerMessage(ExtractionProgress? Progress = null, ExtractedText? Read = null, ContextRefusal? Refusal = null, string? Words = null)
{
    private static readonly JsonSerializerOptions _json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by us alone; the strict one makes text up to six times as long
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Its length as four bytes, then JSON.</summary>
    public async Task WriteAsync(Stream to)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(this, _json);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        await to.WriteAsync(length);
        await to.WriteAsync(body);
        await to.FlushAsync();
    }

    /// <summary>Null when the stream has ended.</summary>
    /// <exception cref="InvalidDataException">It says that it is longer than <paramref name="maxBytes"/>; no room was made for it.</exception>
    /// <exception cref="JsonException">It is no message.</exception>
    public static async Task<WorkerMessage?> ReadAsync(Stream from, int maxBytes, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        if (await from.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, cancellationToken) < 4)
            return null;
        var count = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (count < 0 || count > maxBytes)
            throw new InvalidDataException($"A message of {count:N0} bytes; at most {maxBytes:N0} are possible.");
        var body = new byte[count];
        return await from.ReadAtLeastAsync(body, count, throwOnEndOfStream: false, cancellationToken) < count
            ? null
            : JsonSerializer.Deserialize<WorkerMessage>(body, _json);
    }
}
