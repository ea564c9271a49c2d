namespace SleepTime.Engine.ModelHosting.Offload;

/// <summary>How many layers of a model are put on GPUs.</summary>
/// <param name="GpuLayers">Layers there, the output counting as the last one; -1 for all of an unknown number.</param>
/// <param name="LayerCount">Layers in all, the output counting as one; null when the file does not tell.</param>
/// <param name="Devices">The GPUs that take them; empty when none does.</param>
/// <param name="EstimatedBytes">What they take there of weights, KV cache and room to compute in; null when it cannot be told.</param>
/// <param name="FreeBytes">What was free there before; null when the runtime does not tell.</param>
/// <param name="Remark">Why it is not all of them, in a sentence; null when it is, or there is no GPU.</param>
public sealed record OffloadPlan(int GpuLayers, int? LayerCount, IReadOnlyList<string> Devices, long? EstimatedBytes, long? FreeBytes, string? Remark)
{
    public static OffloadPlan Processor(int? layerCount, string? remark) => new(0, layerCount, [], null, null, remark);

    /// <summary>A share for each GPU, as it was planned with; empty to leave it to llama.cpp.</summary>
    internal IReadOnlyList<float> Shares { get; init; } = [];

    /// <summary>What the processor's memory need not hold for it.</summary>
    internal long MovedBytes { get; init; }

    public bool UsesGpu => GpuLayers != 0;

    /// <summary>Whether the processor computes no layer.</summary>
    public bool IsWhole => GpuLayers < 0 || GpuLayers == LayerCount;
}
