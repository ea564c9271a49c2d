using LLama.Native;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>A chain of llama.cpp's samplers for one sequence.</summary>
internal sealed class LLamaSharpSampler : ITokenSampler
{
    public LLamaSharpSampler(SamplingOptions options)
    {
        SamplerPlan.Verify(options);
        Chain = SafeLLamaSamplerChainHandle.Create(new LLamaSamplerChainParams { NoPerf = true });
        if (options.Temperature == 0)
        {
            Chain.AddGreedySampler();
            return;
        }

        // Cut away the unlikely first: cutting costs less on fewer candidates, and heat must not bring them back.
        Chain.AddTopK(options.TopK);
        Chain.AddTopP(options.TopP, minKeep: 1);
        Chain.AddMinP(options.MinP, minKeep: 1);
        Chain.AddTemperature(options.Temperature);
        Chain.AddDistributionSampler(SamplerPlan.Seed(options));
    }

    public SafeLLamaSamplerChainHandle Chain { get; }

    public void Dispose() => Chain.Dispose();
}
