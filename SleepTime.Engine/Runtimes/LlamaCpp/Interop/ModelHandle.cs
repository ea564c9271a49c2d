using Microsoft.Win32.SafeHandles;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary>A loaded model. Contexts hold a reference, so that it outlives them whatever is disposed first.</summary>
internal sealed class ModelHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeModel(handle);
        return true;
    }
}
