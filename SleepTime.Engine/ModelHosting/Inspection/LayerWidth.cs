using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Engine.ModelHosting.Inspection;

/// <summary>How wide the intermediate results of a model become.</summary>
internal static class LayerWidth
{
    // Far above any model; a header can say anything.
    private const long WidestLayer = 1 << 22;

    public static long Widest(GgufHeader header) => Math.Min(
        WidestLayer, Math.Max(header.Integer($"{header.Architecture}.feed_forward_length") ?? 0, (header.Integer($"{header.Architecture}.embedding_length") ?? 0) * 4));
}
