using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary>
/// Asks a running decode to stop. llama.cpp reads it before every operation of its graph. Thread-safe.
/// </summary>
internal sealed unsafe class AbortFlag
{
    // Pinned memory of the runtime's own rather than native memory: setting it after the context is gone does no harm.
    private readonly int[] _value = GC.AllocateArray<int>(1, pinned: true);

    public static delegate* unmanaged[Cdecl]<nint, byte> Callback => &Read;

    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_value, 0);

    public void Set() => Volatile.Write(ref _value[0], 1);

    public void Reset() => Volatile.Write(ref _value[0], 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Read(nint address) => (byte)Volatile.Read(ref *(int*)address);
}
