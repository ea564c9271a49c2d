using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

internal static partial class LlamaApi
{
    [LibraryImport(Library, EntryPoint = "llama_sampler_chain_init")]
    internal static partial SamplerHandle CreateSamplerChain(LlamaSamplerChainParams options);

    /// <summary>The chain owns <paramref name="link"/> from here on.</summary>
    [LibraryImport(Library, EntryPoint = "llama_sampler_chain_add")]
    internal static partial void AddToSamplerChain(SamplerHandle chain, nint link);

    [LibraryImport(Library, EntryPoint = "llama_sampler_free")]
    internal static partial void FreeSampler(nint sampler);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_greedy")]
    internal static partial nint CreateGreedySampler();

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_top_k")]
    internal static partial nint CreateTopKSampler(int k);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_top_p")]
    internal static partial nint CreateTopPSampler(float p, nuint minimumKept);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_min_p")]
    internal static partial nint CreateMinPSampler(float p, nuint minimumKept);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_temp")]
    internal static partial nint CreateTemperatureSampler(float temperature);

    [LibraryImport(Library, EntryPoint = "llama_sampler_init_dist")]
    internal static partial nint CreateDistributionSampler(uint seed);

    /// <summary>Draws a token and tells the chain of it: no separate accept must follow.</summary>
    [LibraryImport(Library, EntryPoint = "llama_sampler_sample")]
    internal static partial int Sample(SamplerHandle chain, ContextHandle context, int batchIndex);
}
