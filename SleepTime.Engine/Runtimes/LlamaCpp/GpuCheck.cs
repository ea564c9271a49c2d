using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>
/// Finds out why a build for a GPU uses none: llama.cpp goes on with the processor then and says nothing that a person
/// would see.
/// </summary>
internal static partial class GpuCheck
{
    private static readonly (string Library, string Backend)[] Plugins = [("ggml-cuda", "CUDA"), ("ggml-vulkan", "Vulkan")];

    /// <param name="directory">Where the plug-ins lie.</param>
    /// <param name="loadError">The first error that llama.cpp logged while it loaded them; null for none.</param>
    /// <returns>Why, with what to do; null when a GPU was found, or there is no plug-in for one.</returns>
    public static string? Problem(string directory, string? loadError)
    {
        for (nuint i = 0; i < GgmlApi.DeviceCount(); i++)
        {
            if (GgmlApi.DeviceType(GgmlApi.Device(i)) is (int)DeviceKind.Gpu or (int)DeviceKind.IntegratedGpu)
                return null;
        }
        foreach (var (library, backend) in Plugins)
        {
            if (Directory.EnumerateFiles(directory, $"*{library}.*").FirstOrDefault() is { } file)
                return GgmlApi.BackendByName(backend) == 0 ? NotLoaded(backend, LoadError(file)) : NoDevice(backend, loadError);
        }
        return null;
    }

    /// <param name="error">What the system's loader said of the plug-in; null when it loads by itself.</param>
    internal static string NotLoaded(string backend, string? error)
    {
        var missing = error is null ? null : Missing().Match(error) is { Success: true } match ? match.Groups["file"].Value : null;
        return missing switch
        {
            not null when missing.StartsWith("libcuda.", StringComparison.Ordinal) =>
                $"NVIDIA's driver is not installed ({missing} is missing): install it and start again; a container has to be given the GPU as well.",
            not null when Cuda().Match(missing) is { Success: true } cuda =>
                $"CUDA {cuda.Groups["version"].Value} is not installed ({missing} is missing): install its runtime with cuBLAS, or name their folder in LD_LIBRARY_PATH, and start again.",
            not null when missing.StartsWith("libvulkan.", StringComparison.Ordinal) =>
                $"Vulkan is not installed ({missing} is missing): install it (Debian, Ubuntu: apt-get install libvulkan1) with the driver of the GPU, and start again.",
            not null => $"{missing} is missing, which llama.cpp's part for {backend} needs: install it and start again.",
            null => $"llama.cpp's part for {backend} could not be loaded ({error ?? "it gave no reason"}): build SleepTime anew.",
        };
    }

    internal static string NoDevice(string backend, string? error) => (backend, error) switch
    {
        ("CUDA", { } said) when said.Contains("insufficient", StringComparison.OrdinalIgnoreCase) || said.Contains("non supported", StringComparison.OrdinalIgnoreCase) =>
            $"NVIDIA's driver is too old for this build's CUDA ({said.TrimEnd('.')}): update the driver, or build for an older CUDA (-p:LlamaBackend=Cuda12) or for Vulkan.",
        (_, { } said) => $"{backend} found no GPU that it can use ({said.TrimEnd('.')}): look at the driver, and whether this process may use the GPU.",
        ("Vulkan", _) => "Vulkan found no GPU: install the GPU's Vulkan driver (Debian, Ubuntu: apt-get install mesa-vulkan-drivers for AMD and Intel; NVIDIA's brings its own), and look whether this process may use it.",
        _ => $"{backend} found no GPU: look at the driver (nvidia-smi lists GPUs), and whether this process may use it; a container has to be given the GPU.",
    };

    private static string? LoadError(string file)
    {
        try
        {
            // It stays loaded, which does no harm: llama.cpp asks each plug-in only once.
            NativeLibrary.Load(file);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            return failure.Message.ReplaceLineEndings(" ").Trim();
        }
    }

    [GeneratedRegex(@"(?<file>lib[\w.+-]+\.so[\w.]*): cannot open shared object file")]
    private static partial Regex Missing();

    [GeneratedRegex(@"^lib(cudart|cublas|cublasLt|nvrtc)\.so\.(?<version>\d+)")]
    private static partial Regex Cuda();
}
