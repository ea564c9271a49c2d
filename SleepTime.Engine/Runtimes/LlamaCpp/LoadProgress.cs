using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>A <see cref="LoadWatch"/> in the shape that llama.cpp calls.</summary>
internal sealed unsafe class LoadProgress : IDisposable
{
    private GCHandle _watch;

    public LoadProgress(LoadWatch watch) => _watch = GCHandle.Alloc(watch);

    public static delegate* unmanaged[Cdecl]<float, nint, byte> Callback => &OnProgress;

    public nint CallbackData => GCHandle.ToIntPtr(_watch);

    public void Dispose() => _watch.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float share, nint data) => ((LoadWatch)GCHandle.FromIntPtr(data).Target!).Report(share) ? (byte)1 : (byte)0;
}
