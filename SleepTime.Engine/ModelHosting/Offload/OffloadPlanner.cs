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

        var gpus = Gpus(runtime);
        if (gpus.Count == 0)
            return options.GpuLayers is null ? OffloadPlan.Processor(null, runtime.GpuProblem) : throw NoGpu(options.GpuLayers.Value, runtime);
        var weights = read();
        var used = Used(options, gpus);
        string[] names = [.. used.Select(gpu => gpu.Device.Name)];
        if (weights is null || used.Any(gpu => gpu.Device.TotalBytes == 0))
        {
            // A GPU that runs out of memory may end the process: nobody but a person takes that risk.
            return options.GpuLayers is { } unknown
                ? new OffloadPlan(unknown, weights?.Count, names, null, null, null)
                : OffloadPlan.Processor(weights?.Count, $"How many of its layers fit on {string.Join(", ", names)} cannot be told, so the processor computes: name the number in SleepTime:Model:GpuLayers, -1 for all.");
        }

        var free = used.Sum(gpu => gpu.Device.FreeBytes);
        if (options.GpuLayers is { } asked)
            return Asked(asked < 0 ? weights.Count : Math.Min(asked, weights.Count), weights, used, names, free);

        var most = MostThatFit(weights, used, withMargin: true);
        if (most == 0)
            return OffloadPlan.Processor(weights.Count, $"{string.Join(", ", names)} has {Size(free)} free, which is too little for any layer of it: the processor computes.");
        var remark = most == weights.Count ? null : $"{most} of {weights.Count} layers fit into the {Size(free)} that were free there; the processor computes the others.";
        return new OffloadPlan(most, weights.Count, names, weights.BytesOf(most) + (weights.Compute * used.Count), free, remark);
    }

    private static OffloadPlan Asked(int layers, LayerWeights weights, IReadOnlyList<Share> used, string[] names, long free)
    {
        var needed = weights.BytesOf(layers) + (weights.Compute * used.Count);
        // No margin: whoever names a number knows the machine.
        if (MostThatFit(weights, used, withMargin: false) is var most && most < layers)
            throw new ModelLoadException(
                $"SleepTime:Model:GpuLayers asks for {layers} of {weights.Count} layers on {string.Join(", ", names)}, which take some {Size(needed)} of the {Size(free)} that are free there; {most} fit. Lower it, or leave it out to have as many as fit.");
        return new OffloadPlan(layers, weights.Count, names, needed, free, null);
    }

    private static int MostThatFit(LayerWeights weights, IReadOnlyList<Share> used, bool withMargin)
    {
        for (var layers = weights.Count; layers > 0; layers--)
        {
            var bytes = weights.BytesOf(layers);
            if (used.All(gpu => bytes * gpu.Part + weights.Compute <= Room(gpu.Device, withMargin)))
                return layers;
        }
        return 0;
    }

    private static long Room(RuntimeDevice gpu, bool withMargin) =>
        gpu.FreeBytes - (withMargin ? Math.Min(Margin, gpu.TotalBytes / SmallPart) : 0);

    /// <summary>Those with memory of their own; those that share the processor's only where there is no other, as llama.cpp has it.</summary>
    private static List<RuntimeDevice> Gpus(RuntimeDescription runtime)
    {
        var own = runtime.Devices.Where(device => device.Kind == DeviceKind.Gpu).ToList();
        return own.Count > 0 ? own : [.. runtime.Devices.Where(device => device.Kind == DeviceKind.IntegratedGpu)];
    }

    /// <summary>The GPUs that take part, each with its part of the layers: as the settings say, else by free memory.</summary>
    private static List<Share> Used(ModelOptions options, List<RuntimeDevice> gpus)
    {
        if (options.MainGpu >= gpus.Count)
            throw new ModelLoadException($"SleepTime:Model:MainGpu is {options.MainGpu}, and the GPUs are numbered 0 to {gpus.Count - 1}: {string.Join(", ", gpus.Select(gpu => gpu.Name))}. Name one of them.");
        if (options.SplitMode == SplitMode.None)
            return [new Share(gpus[options.MainGpu], 1)];
        if (options.TensorSplit.Length > gpus.Count)
            throw new ModelLoadException($"SleepTime:Model:TensorSplit has {options.TensorSplit.Length} shares for {gpus.Count} {(gpus.Count == 1 ? "GPU" : "GPUs")}: give each GPU one.");
        double[] parts = options.TensorSplit.Length > 0 ? [.. options.TensorSplit.Select(share => (double)share)] : [.. gpus.Select(gpu => (double)gpu.FreeBytes)];
        var sum = parts.Sum();
        return [.. gpus.Zip(parts, (gpu, part) => new Share(gpu, sum > 0 ? part / sum : 1.0 / gpus.Count)).Where(share => share.Part > 0)];
    }

    private static ModelLoadException NoGpu(int asked, RuntimeDescription runtime) => new(
        $"SleepTime:Model:GpuLayers asks for {(asked < 0 ? "all layers" : asked == 1 ? "a layer" : $"{asked} layers")} on a GPU, and there is none. " +
        (runtime.GpuProblem ?? "This build computes on the processor only: build with -p:LlamaBackend=Cuda12, Cuda13 or Vulkan, or leave the setting out."));

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.0} GiB" : $"{Math.Max(0, bytes) >> 20:N0} MiB";

    /// <param name="Part">Of the layers, 0 to 1.</param>
    private sealed record Share(RuntimeDevice Device, double Part);
}
