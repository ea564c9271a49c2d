using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>
/// Loads llama.cpp into this process: once, for all runtimes, never to be unloaded. Thread-safe.
/// </summary>
internal static class LlamaLibrary
{
    private static readonly Lock Gate = new();
    private static LlamaLibraryHandles? _handles;
    private static string? _directory;

    /// <summary>The release that was loaded, such as "0.5.0-dev".</summary>
    public static string Version { get; private set; } = "";

    /// <summary>The file of libllama, whose name carries its variant and release.</summary>
    public static string FileName { get; private set; } = "";

    /// <summary>As of <see cref="RuntimeDescription.GpuProblem"/>.</summary>
    public static string? GpuProblem { get; private set; }

    /// <summary>Loads it, or does nothing when it is loaded from there already; <paramref name="logger"/> gets its messages from now on.</summary>
    /// <exception cref="RuntimeUnavailableException">It is missing, broken, of another release, or loaded from elsewhere.</exception>
    public static void Load(string directory, ILogger logger)
    {
        lock (Gate)
        {
            NativeLog.Use(logger);
            var path = Path.GetFullPath(directory);
            if (_directory == path)
                return;

            var files = LlamaLibraryFiles.Find(path);
            if (_directory is not null)
                throw new RuntimeUnavailableException(
                    $"This process runs llama.cpp from '{_directory}' and cannot also run it from '{path}': restart to change it.");

            Start(files);
            _directory = path;
        }
    }

    private static void Start(LlamaLibraryFiles files)
    {
        NativeEnvironment.SwitchOffBacktraces();
        var handles = LlamaLibraryHandles.Open(files);
        Version = ReleaseCheck.Verify(handles.Llama);
        FileName = Path.GetFileName(files.Llama);

        if (_handles is null)
            NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), Resolve);
        _handles = handles;

        NativeLogCallbacks.Install();
        NativeLog.TakeFirstError();
        GgmlApi.LoadBackends(files.Directory);
        LlamaApi.BackendInit();
        GpuProblem = GpuCheck.Problem(files.Directory, NativeLog.TakeFirstError());
        if (GgmlApi.BackendByName("CPU") == 0)
            throw new RuntimeUnavailableException(
                $"'{files.Directory}' holds no library for this processor (libggml-cpu-*): build SleepTime anew on this machine's architecture.");
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? search) => library switch
    {
        LlamaApi.Library => _handles!.Llama,
        GgmlApi.Library => _handles!.Ggml,
        GgmlApi.BaseLibrary => _handles!.Base,
        _ => 0,
    };
}
