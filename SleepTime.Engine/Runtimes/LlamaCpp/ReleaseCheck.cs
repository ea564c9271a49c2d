using System.Runtime.InteropServices;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>
/// Refuses a llama.cpp of another release. Its structures change between releases without any error: a wrong one would
/// read garbage and end the process later, far from the cause.
/// </summary>
internal static unsafe class ReleaseCheck
{
    public const string BoundRelease = "0.5.";

    /// <summary>The version of the opened libllama, if it is one that this binding was written for.</summary>
    /// <exception cref="RuntimeUnavailableException">It is not.</exception>
    public static string Verify(nint llama)
    {
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)Export(llama, "llama_version"))()) ?? "";
        // Before anything else: a larger structure returned by another release would overwrite the stack.
        VerifyVersion(version);

        var model = ((delegate* unmanaged[Cdecl]<LlamaModelParams>)Export(llama, "llama_model_default_params"))();
        var context = ((delegate* unmanaged[Cdecl]<LlamaContextParams>)Export(llama, "llama_context_default_params"))();
        VerifyDefaults(version, model, context);
        return version;
    }

    public static void VerifyVersion(string version)
    {
        if (!version.StartsWith(BoundRelease, StringComparison.Ordinal))
            throw Refusal(version);
    }

    /// <summary>The defaults of the release at both ends of each structure: they hold only if the layouts agree.</summary>
    public static void VerifyDefaults(string version, LlamaModelParams model, LlamaContextParams context)
    {
        var modelAgrees = model is
        {
            Devices: 0, GpuLayers: -1, SplitMode: 1, LoadMode: -1, LazyMode: 1, MainGpu: 0, KeyValueOverrides: 0,
            VocabularyOnly: false, CheckTensors: false, UseExtraBufferTypes: true, NoHost: false, NoAllocation: false,
        };
        var contextAgrees = context is
        {
            ContextLength: 512, BatchSize: 2048, MicroBatchSize: 512, MaxSequences: 1, MaxOutputs: 0,
            MaxOutputsPerSequence: 1, Threads: 4, FlashAttention: -1, KeyType: 1, ValueType: 1,
            OffloadKeyValue: true, FullSlidingWindow: true, UnifiedKeyValue: false, Samplers: 0, SamplerCount: 0, OtherContext: 0,
        };
        if (!modelAgrees || !contextAgrees)
            throw Refusal(version);
    }

    private static nint Export(nint library, string name) => NativeLibrary.TryGetExport(library, name, out var address)
        ? address
        : throw new RuntimeUnavailableException(
            $"The library in place of libllama has no function {name}: it is not llama.cpp {BoundRelease}x. Build SleepTime anew to restore the right one.");

    private static RuntimeUnavailableException Refusal(string version) => new(
        $"llama.cpp {version} was found, but SleepTime speaks to {BoundRelease}x only: build SleepTime anew to restore the right one.");
}
