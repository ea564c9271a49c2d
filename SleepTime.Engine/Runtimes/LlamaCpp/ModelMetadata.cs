using System.Text;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>The single values in the header of a loaded model.</summary>
internal static unsafe class ModelMetadata
{
    /// <summary>The value as text, null when the model does not have it.</summary>
    public static string? Text(ModelHandle model, string key)
    {
        var length = LlamaApi.ModelMetadata(model, key, null, 0);
        if (length < 0)
            return null;

        var buffer = new byte[length + 1];
        fixed (byte* start = buffer)
            _ = LlamaApi.ModelMetadata(model, key, start, (nuint)buffer.Length);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
