using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>A chain of llama.cpp's samplers for one sequence.</summary>
internal sealed class LlamaSampler : ITokenSampler
{
    public LlamaSampler(SamplingOptions options)
    {
        SamplerPlan.Verify(options);
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
        LlamaApi.AddToSamplerChain(Chain, LlamaApi.CreateDistributionSampler(SamplerPlan.Seed(options)));
    }

    public SamplerHandle Chain { get; }

    public void Dispose() => Chain.Dispose();
}
