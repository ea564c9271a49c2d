using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>Keeps a handle alive while something that it owns is in use.</summary>
internal readonly ref struct HandleReference
{
    private readonly SafeHandle _handle;

    /// <exception cref="ObjectDisposedException">The handle has been closed.</exception>
    public HandleReference(SafeHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
    }

    public void Dispose() => _handle.DangerousRelease();
}
