using System.Runtime.InteropServices;

namespace SleepTime.Engine.Sleeping.Gpu;

/// <summary>
/// The few functions of NVIDIA's management library that are needed, from the library that comes with the driver. Bound
/// by name while the program runs, since most machines have none. The older names are taken, which each version keeps.
/// </summary>
internal sealed class NvmlLibrary
{
    public const int Success = 0;
    public const int NotFound = 6;
    public const int InsufficientSize = 7;

    private readonly InitFunction _init;
    private readonly DeviceCountFunction _deviceCount;
    private readonly DeviceHandleFunction _deviceHandle;
    private readonly ProcessUtilizationFunction _processUtilization;

    private NvmlLibrary(nint library)
    {
        _init = Function<InitFunction>(library, "nvmlInit_v2");
        _deviceCount = Function<DeviceCountFunction>(library, "nvmlDeviceGetCount_v2");
        _deviceHandle = Function<DeviceHandleFunction>(library, "nvmlDeviceGetHandleByIndex_v2");
        _processUtilization = Function<ProcessUtilizationFunction>(library, "nvmlDeviceGetProcessUtilization");
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int InitFunction();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int DeviceCountFunction(nint count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int DeviceHandleFunction(uint index, nint device);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int ProcessUtilizationFunction(nint device, nint samples, nint count, ulong sinceMicroseconds);

    public bool TryInit() => _init() == Success;

    public int CountDevices(out uint count)
    {
        uint[] result = [0];
        var status = Pinned(result, address => _deviceCount(address));
        count = result[0];
        return status;
    }

    public int FindDevice(uint index, out nint device)
    {
        nint[] result = [0];
        var status = Pinned(result, address => _deviceHandle(index, address));
        device = result[0];
        return status;
    }

    /// <param name="samples">Filled as far as there are any; null only asks how many there may be.</param>
    /// <param name="count">How many there is room for; afterwards how many there are, or may be.</param>
    public int ReadProcesses(nint device, Sample[]? samples, ref uint count, ulong sinceMicroseconds)
    {
        uint[] result = [count];
        var status = Pinned(result, counted => samples is null
            ? _processUtilization(device, 0, counted, sinceMicroseconds)
            : Pinned(samples, address => _processUtilization(device, address, counted, sinceMicroseconds)));
        count = result[0];
        return status;
    }

    /// <summary>Null where there is no driver, or one without these functions.</summary>
    public static NvmlLibrary? TryLoad()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvml.dll" : "libnvidia-ml.so.1", out var library))
            return null;
        try
        {
            return new NvmlLibrary(library);
        }
        catch (EntryPointNotFoundException)
        {
            NativeLibrary.Free(library);
            return null;
        }
    }

    private static T Function<T>(nint library, string name) where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    /// <summary>Keeps an array where it is while native code writes into it.</summary>
    private static int Pinned<T>(T[] array, Func<nint, int> call) where T : unmanaged
    {
        var handle = GCHandle.Alloc(array, GCHandleType.Pinned);
        try
        {
            return call(handle.AddrOfPinnedObject());
        }
        finally
        {
            handle.Free();
        }
    }

    /// <summary>Of one process; the percentages are of computing, memory, encoder and decoder.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Sample
    {
        public uint ProcessId;
        public ulong TakenAtMicroseconds;
        public uint ComputePercent;
        public uint MemoryPercent;
        public uint EncoderPercent;
        public uint DecoderPercent;
    }
}
