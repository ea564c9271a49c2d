using System.Globalization;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>What a KV cache weighs.</summary>
internal static class KeyValueCache
{
    private const int BytesPerElement = 2;

    /// <summary>
    /// An upper bound of the bytes of one cell, all layers together, for keys and values of 16 bits. Sliding-window and
    /// recurrent layers need less.
    /// </summary>
    public static long BytesPerCell(ModelHandle model, ModelDescription description)
    {
        long heads = Math.Max(1, LlamaApi.ModelHeadCount(model));
        var headWidth = description.EmbeddingLength / heads;
        var keyWidth = Length("key_length") ?? headWidth;
        var valueWidth = Length("value_length") ?? headWidth;
        return description.LayerCount * (long)LlamaApi.ModelKeyValueHeadCount(model) * (keyWidth + valueWidth) * BytesPerElement;

        long? Length(string name) =>
            long.TryParse(ModelMetadata.Text(model, $"{description.Architecture}.attention.{name}"), CultureInfo.InvariantCulture, out var length)
                ? length
                : null;
    }
}
