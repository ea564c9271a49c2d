using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>A chain of llama.cpp's samplers for one sequence.</summary>
internal sealed class LlamaSampler : ITokenSampler
{
    // llama.cpp reads this seed as "take any".
    private const uint AnySeed = 0xFFFFFFFF;

    public LlamaSampler(SamplingOptions options)
    {
        Verify(options);
        Chain = LlamaApi.CreateSamplerChain(new LlamaSamplerChainParams { NoPerformanceTimings = true });
        if (options.Temperature == 0)
        {
            LlamaApi.AddToSamplerChain(Chain, LlamaApi.CreateGreedySampler());
            return;
        }

        // Cut away the unlikely first: cutting costs less on fewer candidates, and heat must not bring them back.
        LlamaApi.AddToSamplerChain(Chain, LlamaApi.CreateTopKSampler(options.TopK));
        LlamaApi.AddToSamplerChain(Chain, LlamaApi.CreateTopPSampler(options.TopP, minimumKept: 1));
        LlamaApi.AddToSamplerChain(Chain, LlamaApi.CreateMinPSampler(options.MinP, minimumKept: 1));
        LlamaApi.AddToSamplerChain(Chain, LlamaApi.CreateTemperatureSampler(options.Temperature));
        LlamaApi.AddToSamplerChain(Chain, LlamaApi.CreateDistributionSampler(Seed(options.Seed)));
    }

    public SamplerHandle Chain { get; }

    public void Dispose() => Chain.Dispose();

    private static uint Seed(uint? seed) => seed switch
    {
        null => (uint)Random.Shared.NextInt64(AnySeed),
        AnySeed => AnySeed - 1,
        { } given => given,
    };

    // Written so that NaN fails each of them.
    private static void Verify(SamplingOptions options)
    {
        Require(options.Temperature is >= 0 and <= 2, "Temperature is 0 to 2.");
        Require(options.TopK >= 0, "TopK is 0 (all) or more.");
        Require(options.TopP is > 0 and <= 1, "TopP is above 0 and at most 1.");
        Require(options.MinP is >= 0 and <= 1, "MinP is 0 to 1.");

        void Require(bool holds, string rule)
        {
            if (!holds)
                throw new ArgumentException(rule, nameof(options));
        }
    }
}
