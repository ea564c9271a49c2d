using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>llama.cpp in this process, through SleepTime's own binding. Thread-safe.</summary>
/// <param name="directory">The folder with the native libraries; a process can load them from one folder only.</param>
/// <param name="logger">Gets llama.cpp's messages as well: its log is one for the process, the runtime used last receives it.</param>
public sealed class LlamaCppRuntime(string directory, ILogger<LlamaCppRuntime> logger) : IModelRuntime
{
    /// <summary>Where the build puts the libraries: <c>llama/</c> beside the assemblies.</summary>
    public static string DefaultDirectory => Path.Combine(AppContext.BaseDirectory, "llama");

    public RuntimeDescription Describe()
    {
        LlamaLibrary.Load(directory, logger);
        return new RuntimeDescription("llama.cpp", LlamaLibrary.Version, Devices()) { GpuProblem = LlamaLibrary.GpuProblem };
    }

    public Task<ILoadedModel> LoadAsync(ModelLoadOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        // Reading gigabytes blocks for minutes: a thread of its own, not one of the pool.
        return Task.Factory.StartNew(Load, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        ILoadedModel Load()
        {
            LlamaLibrary.Load(directory, logger);
            return LlamaModelLoader.Load(options, progress, cancellationToken);
        }
    }

    private static RuntimeDevice[] Devices()
    {
        var devices = new RuntimeDevice[(int)GgmlApi.DeviceCount()];
        for (var i = 0; i < devices.Length; i++)
        {
            var device = GgmlApi.Device((nuint)i);
            GgmlApi.DeviceMemory(device, out var free, out var total);
            devices[i] = new RuntimeDevice(
                Marshal.PtrToStringUTF8(GgmlApi.DeviceName(device)) ?? "",
                Marshal.PtrToStringUTF8(GgmlApi.DeviceDescription(device)) ?? "",
                (long)free,
                (long)total,
                KindOf(GgmlApi.DeviceType(device)));
        }

        return devices;
    }

    private static DeviceKind KindOf(int type) => type is >= 0 and <= (int)DeviceKind.Accelerator ? (DeviceKind)type : DeviceKind.Accelerator;
}
