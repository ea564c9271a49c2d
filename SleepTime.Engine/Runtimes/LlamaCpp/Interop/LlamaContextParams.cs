using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

/// <summary><c>llama_context_params</c> of llama.cpp 0.5.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaContextParams
{
    public uint ContextLength;
    public uint BatchSize;
    public uint MicroBatchSize;
    public uint MaxSequences;
    public uint RecurrentSnapshots;
    public uint MaxOutputs;
    public uint MaxOutputsPerSequence;
    public int Threads;
    public int BatchThreads;
    public int ContextType;
    public int RopeScalingType;
    public int PoolingType;
    public int AttentionType;
    public int FlashAttention;
    public float RopeFrequencyBase;
    public float RopeFrequencyScale;
    public float YarnExtrapolationFactor;
    public float YarnAttentionFactor;
    public float YarnBetaFast;
    public float YarnBetaSlow;
    public uint YarnOriginalContext;
    public float DefragmentationThreshold;
    public nint EvaluationCallback;
    public nint EvaluationCallbackData;
    public int KeyType;
    public int ValueType;
    public delegate* unmanaged[Cdecl]<nint, byte> AbortCallback;
    public nint AbortCallbackData;
    public bool Embeddings;
    public bool OffloadKeyValue;
    public bool NoPerformanceTimings;
    public bool OffloadOperations;
    public bool FullSlidingWindow;
    public bool UnifiedKeyValue;
    public nint Samplers;
    public nuint SamplerCount;
    public nint OtherContext;
}
