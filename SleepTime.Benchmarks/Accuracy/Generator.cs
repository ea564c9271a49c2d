using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>Greedy replies of the hosted model through the generation service.</summary>
internal sealed class Generator(HostedModel model, GenerationService generation)
{
    /// <exception cref="InvalidOperationException">The generation failed.</exception>
    public async Task<GenerationResult> GenerateAsync(int[] prompt, int maxTokens)
    {
        var request = new GenerationRequest
        {
            Prompt = prompt,
            Class = GenerationClass.Experiment,
            MaxTokens = Math.Min(maxTokens, model.ContextLength - prompt.Length),
            StopStrings = model.Prompts.StopStrings,
        };
        var result = await generation.Submit(request).Completion;
        return result.Reason == FinishReason.Failed ? throw new InvalidOperationException(result.Failure) : result;
    }
}
