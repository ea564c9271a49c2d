using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary>The functions of libggml and libggml-base that are used: backends, devices, threads, the last words before an abort.</summary>
internal static unsafe partial class GgmlApi
{
    internal const string Library = "ggml";
    internal const string BaseLibrary = "ggml-base";

    /// <summary>Picks the best build for this processor and every accelerator found in the directory.</summary>
    [LibraryImport(Library, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void LoadBackends(string directory);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_count")]
    internal static partial nuint DeviceCount();

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_get")]
    internal static partial nint Device(nuint index);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_name")]
    internal static partial nint DeviceName(nint device);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_description")]
    internal static partial nint DeviceDescription(nint device);

    /// <summary>0 processor, 1 GPU, 2 integrated GPU, 3 accelerator.</summary>
    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_type")]
    internal static partial int DeviceType(nint device);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_memory")]
    internal static partial void DeviceMemory(nint device, out nuint free, out nuint total);

    [LibraryImport(Library, EntryPoint = "ggml_backend_reg_by_name", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint BackendByName(string name);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_reg_get_proc_address", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint BackendFunction(nint backend, string name);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_threadpool_params_default")]
    internal static partial GgmlThreadpoolParams DefaultThreadpoolParams(int threads);

    /// <summary>The callback gets the message; the process ends when it returns.</summary>
    [LibraryImport(BaseLibrary, EntryPoint = "ggml_set_abort_callback")]
    internal static partial nint SetAbortCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);
}
