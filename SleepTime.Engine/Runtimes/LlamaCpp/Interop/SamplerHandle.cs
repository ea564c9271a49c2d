using Microsoft.Win32.SafeHandles;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary>A chain of samplers with its links. It needs neither model nor context to live.</summary>
internal sealed class SamplerHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LlamaApi.FreeSampler(handle);
        return true;
    }
}
