using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What runs were asked with, so that others can judge and repeat them.</summary>
public static class RunSettings
{
    /// <param name="runs">At least one; those of a comparison were asked alike.</param>
    public static string Describe(IReadOnlyList<Run> runs)
    {
        var run = runs[0];
        var sampling = run.Temperature == 0 ? "greedy" : $"temperature {run.Temperature:0.##}{(run.Seed is { } seed ? $", seed {seed}" : "")}";
        return $"{(runs.Count > 1 ? "Both asked with the same settings: " : "")}{run.ModelId}, {sampling}, verbosity {run.Verbosity}, at most {NumberWords.Of(run.MaxTokens, "token")}, prompts {run.PromptVersion}.";
    }
}
