using System.Runtime.InteropServices;
using LLama.Native;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>llama.cpp in this process, through the package LLamaSharp and its backend. Thread-safe.</summary>
/// <param name="logger">Gets llama.cpp's messages as well: its log is one for the process, the runtime used last receives it.</param>
public sealed class LLamaSharpRuntime(ILogger<LLamaSharpRuntime> logger) : IModelRuntime
{
    public RuntimeDescription Describe()
    {
        LLamaSharpLibrary.Load(logger);
        return new RuntimeDescription("LLamaSharp", $"{LLamaSharpLibrary.PackageVersion} (llama.cpp {LLamaSharpLibrary.LlamaCppCommit})", Devices()) { GpuProblem = LLamaSharpLibrary.GpuProblem };
    }

    public Task<ILoadedModel> LoadAsync(ModelLoadOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        // Reading gigabytes blocks for minutes: a thread of its own, not one of the pool.
        return Task.Factory.StartNew(Load, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        ILoadedModel Load()
        {
            LLamaSharpLibrary.Load(logger);
            return LLamaSharpModelLoader.Load(options, progress, cancellationToken);
        }
    }

    /// <summary>LLamaSharp tells their names and nothing else of them.</summary>
    private static RuntimeDevice[] Devices() =>
    [
        .. Enumerable.Range(0, (int)NativeApi.ggml_backend_dev_count())
            .Select(index => Marshal.PtrToStringUTF8(NativeApi.ggml_backend_dev_name(NativeApi.ggml_backend_dev_get((nuint)index))) ?? "")
            .Select(name => new RuntimeDevice(name, "", FreeBytes: 0, TotalBytes: 0, KindOf(name))),
    ];

    private static DeviceKind KindOf(string name) => name switch
    {
        "CPU" => DeviceKind.Processor,
        "BLAS" => DeviceKind.Accelerator,
        _ => DeviceKind.Gpu,
    };
}
