using Microsoft.Win32.SafeHandles;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary>
/// An inference context with what must outlive it: its model, its threads and the flag that its abort callback reads.
/// </summary>
internal sealed class ContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly ModelHandle _model;
    private readonly ThreadpoolHandle _threadpool;
    private readonly AbortFlag _abort;

    private ContextHandle(nint context, ModelHandle model, ThreadpoolHandle threadpool, AbortFlag abort) : base(ownsHandle: true)
    {
        _model = model;
        _threadpool = threadpool;
        _abort = abort;
        SetHandle(context);
        _threadpool.AttachTo(context);
    }

    /// <summary>The context, or null when llama.cpp could not make it; its reason is in the log.</summary>
    public static unsafe ContextHandle? Create(ModelHandle model, LlamaContextParams parameters, AbortFlag abort)
    {
        parameters.AbortCallback = AbortFlag.Callback;
        parameters.AbortCallbackData = abort.Address;

        var context = LlamaApi.CreateContext(model, parameters);
        if (context == 0)
            return null;

        var added = false;
        model.DangerousAddRef(ref added);
        return new ContextHandle(context, model, ThreadpoolHandle.Create(parameters.Threads), abort);
    }

    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeContext(handle);
        _threadpool.Dispose();
        _model.DangerousRelease();
        GC.KeepAlive(_abort);
        return true;
    }
}
