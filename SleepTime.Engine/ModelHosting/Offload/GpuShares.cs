using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting.Offload;

/// <summary>Which GPUs take part, and how many of the layers each of them gets. Pure.</summary>
internal sealed class GpuShares
{
    private readonly IReadOnlyList<(RuntimeDevice Device, double Part)> _gpus;

    private GpuShares(IReadOnlyList<(RuntimeDevice, double)> gpus, IReadOnlyList<float> given) => (_gpus, Given) = (gpus, given);

    /// <summary>Those that get layers.</summary>
    public IReadOnlyList<RuntimeDevice> Used => [.. _gpus.Where(gpu => gpu.Part > 0).Select(gpu => gpu.Device)];

    public IReadOnlyList<string> Names => [.. Used.Select(gpu => gpu.Name)];

    public long FreeBytes => Used.Sum(gpu => gpu.FreeBytes);

    /// <summary>A share for every GPU, those that get none included, as llama.cpp takes them.</summary>
    public IReadOnlyList<float> All => [.. _gpus.Select(gpu => (float)gpu.Part)];

    /// <summary>The shares of the settings; empty where they give none.</summary>
    public IReadOnlyList<float> Given { get; }

    /// <summary>GPUs with memory of their own; the first of those that share the processor's only where there is no other, as llama.cpp has it.</summary>
    public static IReadOnlyList<RuntimeDevice> Usable(RuntimeDescription runtime)
    {
        var own = runtime.Devices.Where(device => device.Kind == DeviceKind.Gpu).ToList();
        return own.Count > 0 ? own : [.. runtime.Devices.Where(device => device.Kind == DeviceKind.IntegratedGpu).Take(1)];
    }

    /// <summary>As the settings say, else by free memory.</summary>
    /// <param name="gpus">At least one.</param>
    /// <exception cref="ModelLoadException">They name GPUs that are not there.</exception>
    public static GpuShares Of(ModelOptions options, IReadOnlyList<RuntimeDevice> gpus)
    {
        if (options.SplitMode == SplitMode.None)
        {
            if (options.MainGpu >= gpus.Count)
                throw new ModelLoadException($"SleepTime:Model:MainGpu is {options.MainGpu}, and the GPUs are numbered 0 to {gpus.Count - 1}: {string.Join(", ", gpus.Select(gpu => gpu.Name))}. Name one of them.");
            return new GpuShares([.. gpus.Select((gpu, at) => (gpu, at == options.MainGpu ? 1.0 : 0))], options.TensorSplit);
        }
        if (options.TensorSplit.Length > gpus.Count)
            throw new ModelLoadException($"SleepTime:Model:TensorSplit has {options.TensorSplit.Length} shares for {gpus.Count} {(gpus.Count == 1 ? "GPU" : "GPUs")}: give each GPU one.");
        double[] parts = options.TensorSplit.Length > 0
            ? [.. options.TensorSplit.Select(share => (double)share), .. new double[gpus.Count - options.TensorSplit.Length]]
            : [.. gpus.Select(gpu => (double)gpu.FreeBytes)];
        var sum = parts.Sum();
        return new GpuShares([.. gpus.Zip(parts, (gpu, part) => (gpu, sum > 0 ? part / sum : 1.0 / gpus.Count))], options.TensorSplit);
    }

    /// <summary>Layers as llama.cpp lays them: the i-th of n goes to the first GPU whose shares, added up, exceed i/n.</summary>
    /// <param name="layers">Bytes of each, in the order in which they are computed.</param>
    public IReadOnlyList<(RuntimeDevice Device, long Bytes)> Spread(IReadOnlyList<long> layers)
    {
        var bytes = new long[_gpus.Count];
        for (var i = 0; i < layers.Count; i++)
        {
            var (gpu, sum) = (0, _gpus[0].Part);
            while (sum <= (double)i / layers.Count && gpu < _gpus.Count - 1)
                sum += _gpus[++gpu].Part;
            bytes[gpu] += layers[i];
        }
        return [.. _gpus.Select((gpu, at) => (gpu.Device, bytes[at])).Where((_, at) => _gpus[at].Part > 0)];
    }
}
