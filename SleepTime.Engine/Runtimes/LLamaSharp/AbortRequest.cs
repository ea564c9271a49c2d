using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>Asks a running decode to stop: LLamaSharp takes llama.cpp's abort callback as an address. Thread-safe.</summary>
internal sealed class AbortRequest
{
    private readonly Callback _read;
    private volatile bool _isAsked;

    public AbortRequest() => _read = _ => _isAsked ? (byte)1 : (byte)0;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate byte Callback(nint data);

    /// <summary>Good as long as this object is alive.</summary>
    public nint Address => Marshal.GetFunctionPointerForDelegate(_read);

    public void Set() => _isAsked = true;

    public void Reset() => _isAsked = false;
}
