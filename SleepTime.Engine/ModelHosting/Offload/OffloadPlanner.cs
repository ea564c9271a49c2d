using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting.Offload;

/// <summary>
/// Chooses how many layers go to GPUs before anything is loaded: a GPU that runs out of memory may end the process, so
/// that trying is no way to find out.
/// </summary>
internal static class OffloadPlanner
{
    // Left to the driver, other programs and what the estimate misses; of a small GPU an eighth.
    private const long Margin = 512L << 20;
    private const long SmallPart = 8;

    /// <param name="read">Reads what the layers take, null when the file does not tell; called only where there is a choice.</param>
    /// <exception cref="ModelLoadException">The settings ask for what the machine does not have.</exception>
    public static OffloadPlan Plan(ModelOptions options, Func<LayerWeights?> read, RuntimeDescription runtime)
    {
        if (options.GpuLayers == 0)
            return OffloadPlan.Processor(null, null);

        var gpus = GpuShares.Usable(runtime);
        if (gpus.Count == 0)
            return options.GpuLayers is null ? OffloadPlan.Processor(null, runtime.GpuProblem) : throw NoGpu(options.GpuLayers.Value, runtime);
        var shares = GpuShares.Of(options, gpus);
        var weights = read();
        if (weights is null || shares.Used.Any(gpu => gpu.TotalBytes == 0))
        {
            // A GPU that runs out of memory may end the process: nobody but a person takes that risk.
            return options.GpuLayers is { } unknown
                ? new OffloadPlan(unknown, weights?.Count, shares.Names, null, null, null) { Shares = shares.Given }
                : OffloadPlan.Processor(weights?.Count, $"How many of its layers fit on {string.Join(", ", shares.Names)} cannot be told, so the processor computes: name the number in SleepTime:Model:GpuLayers, -1 for all.");
        }

        if (options.GpuLayers is { } asked)
            return Asked(asked < 0 ? weights.Count : Math.Min(asked, weights.Count), weights, shares);

        var most = MostThatFit(weights, shares, withMargin: true);
        if (most == 0)
            return OffloadPlan.Processor(weights.Count, $"{string.Join(", ", shares.Names)} has {Size(shares.FreeBytes)} free, which is too little for any layer of it: the processor computes.");
        var remark = most == weights.Count ? null : $"{most} of {weights.Count} layers fit into the {Size(shares.FreeBytes)} that were free there; the processor computes the others.";
        return PlanOf(most, weights, shares, remark);
    }

    private static OffloadPlan Asked(int layers, LayerWeights weights, GpuShares shares)
    {
        // No margin: whoever names a number knows the machine.
        if (MostThatFit(weights, shares, withMargin: false) is var most && most < layers)
        {
            throw new ModelLoadException(
                $"SleepTime:Model:GpuLayers asks for {layers} of {weights.Count} layers on {string.Join(", ", shares.Names)}, which take some {Size(Needed(layers, weights, shares))} of the {Size(shares.FreeBytes)} that are free there; {most} fit. Lower it, or leave it out to have as many as fit.");
        }
        return PlanOf(layers, weights, shares, null);
    }

    private static OffloadPlan PlanOf(int layers, LayerWeights weights, GpuShares shares, string? remark) =>
        new(layers, weights.Count, shares.Names, Needed(layers, weights, shares), shares.FreeBytes, remark)
        {
            Shares = shares.All,
            // What an integrated GPU holds is in the processor's memory all the same.
            MovedBytes = shares.Used.All(gpu => gpu.Kind == DeviceKind.Gpu) ? weights.BytesOf(layers) - (layers > 0 ? weights.Copied : 0) : 0,
        };

    private static long Needed(int layers, LayerWeights weights, GpuShares shares) => weights.BytesOf(layers) + (weights.Compute * shares.Used.Count);

    private static int MostThatFit(LayerWeights weights, GpuShares shares, bool withMargin)
    {
        for (var layers = weights.Count; layers > 0; layers--)
        {
            if (shares.Spread(weights.Offloaded(layers)).All(gpu => gpu.Bytes + weights.Compute <= Room(gpu.Device, withMargin)))
                return layers;
        }
        return 0;
    }

    private static long Room(RuntimeDevice gpu, bool withMargin) =>
        gpu.FreeBytes - (withMargin ? Math.Min(Margin, gpu.TotalBytes / SmallPart) : 0);

    private static ModelLoadException NoGpu(int asked, RuntimeDescription runtime) => new(
        $"SleepTime:Model:GpuLayers asks for {(asked < 0 ? "all layers" : asked == 1 ? "a layer" : $"{asked} layers")} on a GPU, and there is none. " +
        (runtime.GpuProblem ?? "This build computes on the processor only: build with -p:LlamaBackend=Cuda12, Cuda13 or Vulkan, or leave the setting out."));

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.0} GiB" : $"{Math.Max(0, bytes) >> 20:N0} MiB";
}
