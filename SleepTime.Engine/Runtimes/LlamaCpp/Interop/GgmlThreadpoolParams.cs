using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary><c>ggml_threadpool_params</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GgmlThreadpoolParams
{
    /// <summary>All false keeps the affinity that the process has.</summary>
    public ProcessorMask Processors;

    public int Threads;
    public int Priority;

    /// <summary>0 to 100: how long idle threads spin for work before they sleep.</summary>
    public uint Poll;

    public bool StrictPlacement;
    public bool StartPaused;

    [InlineArray(512)]
    internal struct ProcessorMask
    {
        private bool _first;
    }
}
