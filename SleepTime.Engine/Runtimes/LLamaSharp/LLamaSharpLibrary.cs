using System.Reflection;
using LLama.Exceptions;
using LLama.Native;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>Has LLamaSharp load its llama.cpp into this process: once, for all runtimes, never to be unloaded. Thread-safe.</summary>
internal static class LLamaSharpLibrary
{
    private static readonly Lock Gate = new();

    // Native code calls it as long as the process lives.
    private static readonly NativeLogConfig.LLamaLogCallback OnText = (level, text) => NativeLog.Write((int)level, text);

    private static bool _isLoaded;

    public static string PackageVersion { get; } = Pinned("LLamaSharp");

    /// <summary>The commit of llama.cpp that the package was made with; its native files do not tell.</summary>
    public static string LlamaCppCommit { get; } = Pinned("LLamaSharpLlamaCpp");

    /// <summary>Which of the backend's builds was chosen for this machine, such as "avx2".</summary>
    public static string Variant { get; private set; } = "";

    /// <summary>As of <see cref="RuntimeDescription.GpuProblem"/>.</summary>
    public static string? GpuProblem { get; private set; }

    /// <summary>Loads it, or does nothing when it is loaded already; <paramref name="logger"/> gets its messages from now on.</summary>
    /// <exception cref="RuntimeUnavailableException">The backend is missing, broken or of another release.</exception>
    public static void Load(ILogger logger)
    {
        lock (Gate)
        {
            NativeLog.Use(logger);
            if (_isLoaded)
                return;

            NativeEnvironment.SwitchOffBacktraces();
            Start();
            LLamaSharpRelease.Verify(LLamaModelParams.Default(), LLamaContextParams.Default());
            var library = NativeApi.GetLoadedNativeLibrary(NativeLibraryName.LLama)?.Metadata;
            Variant = Describe(library);
            if (Pinned("LLamaSharpBackend") != "Cpu" && library is not { UseCuda: true })
                GpuProblem = $"LLamaSharp {PackageVersion} was built with its CUDA 12 backend and found no CUDA 12. It looks at CUDA_VERSION, /usr/local/cuda and LD_LIBRARY_PATH, on Windows at CUDA_PATH: install CUDA 12 or set one of them, and start again.";
            _isLoaded = true;
        }
    }

    private static void Start()
    {
        try
        {
            // Otherwise it would look into the working directory first, whatever lies there.
            if (!NativeLibraryConfig.LLama.LibraryHasLoaded)
                NativeLibraryConfig.LLama.WithSearchDirectory(AppContext.BaseDirectory).WithLogCallback(OnText);
            NativeApi.llama_empty_call();
        }
        catch (Exception cause) when (cause is TypeInitializationException or RuntimeError or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new RuntimeUnavailableException(
                $"LLamaSharp {PackageVersion} could not load its llama.cpp from '{Path.Combine(AppContext.BaseDirectory, "runtimes")}'. Build anew with -p:LlamaRuntime=LLamaSharp and publish that build. On Linux it needs libgomp (Debian, Ubuntu: apt-get install libgomp1); with -p:LlamaBackend=Cuda12 also the libraries of CUDA 12.",
                cause);
        }
    }

    private static string Describe(NativeLibraryMetadata? library) => library switch
    {
        { UseCuda: true } => "cuda",
        { UseVulkan: true } => "vulkan",
        { AvxLevel: var level } => level.ToString().ToLowerInvariant(),
        null => "default",
    };

    private static string Pinned(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(pinned => pinned.Key == key).Value!;
}
