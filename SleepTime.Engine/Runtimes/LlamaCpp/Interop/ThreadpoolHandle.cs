using Microsoft.Win32.SafeHandles;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary>
/// Compute threads that live as long as their context. Without one, ggml starts and ends its threads on every decode.
/// </summary>
internal sealed unsafe class ThreadpoolHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private ThreadpoolHandle(nint threadpool) : base(ownsHandle: true) => SetHandle(threadpool);

    public static ThreadpoolHandle Create(int threads)
    {
        var parameters = GgmlApi.DefaultThreadpoolParams(threads);
        // Idle threads sleep at once: an idle model must not take a processor from the pages that people look at.
        parameters.Poll = 0;
        var create = (delegate* unmanaged[Cdecl]<GgmlThreadpoolParams*, nint>)CpuFunction("ggml_threadpool_new");
        return new ThreadpoolHandle(create(&parameters));
    }

    public void AttachTo(nint context) => LlamaApi.AttachThreadpool(context, handle, handle);

    protected override bool ReleaseHandle()
    {
        var free = (delegate* unmanaged[Cdecl]<nint, void>)CpuFunction("ggml_threadpool_free");
        free(handle);
        return true;
    }

    /// <summary>These functions live in the processor's backend, a plug-in that no import can name.</summary>
    private static nint CpuFunction(string name) => GgmlApi.BackendFunction(GgmlApi.BackendByName("CPU"), name);
}
