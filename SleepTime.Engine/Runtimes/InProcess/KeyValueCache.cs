using System.Globalization;

namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>What a KV cache weighs.</summary>
internal static class KeyValueCache
{
    private const int BytesPerElement = 2;

    /// <summary>
    /// An upper bound of the bytes of one cell, all layers together, for keys and values of 16 bits. Sliding-window and
    /// recurrent layers need less.
    /// </summary>
    /// <param name="metadata">A value of the file's header as text; null when it has none.</param>
    public static long BytesPerCell(ModelDescription description, int headCount, int keyValueHeadCount, Func<string, string?> metadata)
    {
        long heads = Math.Max(1, headCount);
        var headWidth = description.EmbeddingLength / heads;
        var keyWidth = Length("key_length") ?? headWidth;
        var valueWidth = Length("value_length") ?? headWidth;
        return description.LayerCount * (long)keyValueHeadCount * (keyWidth + valueWidth) * BytesPerElement;

        long? Length(string name) =>
            long.TryParse(metadata($"{description.Architecture}.attention.{name}"), CultureInfo.InvariantCulture, out var length)
                ? length
                : null;
    }
}
