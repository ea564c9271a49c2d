using Microsoft.Win32.SafeHandles;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary>A loaded model. Contexts hold a reference, so that it outlives them whatever is disposed first.</summary>
internal sealed class ModelHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>Unlike <see cref="System.Runtime.InteropServices.SafeHandle.IsClosed"/>, true as soon as its owner is done with it.</summary>
    public bool IsDisposed { get; private set; }

    /// <exception cref="ObjectDisposedException">Its owner has disposed it.</exception>
    public HandleReference Use()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, typeof(ILoadedModel));
        return new HandleReference(this);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeModel(handle);
        return true;
    }
}
