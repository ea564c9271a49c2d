using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>Carries progress out of a running load and cancellation into it.</summary>
internal sealed unsafe class LoadProgress : IDisposable
{
    private readonly IProgress<float>? _progress;
    private readonly CancellationToken _cancellationToken;
    private GCHandle _self;

    public LoadProgress(IProgress<float>? progress, CancellationToken cancellationToken)
    {
        _progress = progress;
        _cancellationToken = cancellationToken;
        _self = GCHandle.Alloc(this);
    }

    public static delegate* unmanaged[Cdecl]<float, nint, byte> Callback => &OnProgress;

    public nint CallbackData => GCHandle.ToIntPtr(_self);

    /// <summary>What the receiver of the progress threw; the load stops for it.</summary>
    public Exception? Failure { get; private set; }

    public void Dispose() => _self.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float share, nint data)
    {
        var load = (LoadProgress)GCHandle.FromIntPtr(data).Target!;
        return load.Report(share) ? (byte)1 : (byte)0;
    }

    private bool Report(float share)
    {
        try
        {
            _progress?.Report(Math.Clamp(share, 0, 1));
            return !_cancellationToken.IsCancellationRequested;
        }
        catch (Exception failure)
        {
            // It must not unwind through C++ frames.
            Failure = failure;
            return false;
        }
    }
}
