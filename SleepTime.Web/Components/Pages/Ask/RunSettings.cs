using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What a run was asked with, so that others can judge and repeat it.</summary>
public static class RunSettings
{
    public static string Describe(Run run)
    {
        var sampling = run.Temperature == 0 ? "greedy" : $"temperature {run.Temperature:0.##}{(run.Seed is { } seed ? $", seed {seed}" : "")}";
        return $"{run.ModelId}, {sampling}, verbosity {run.Verbosity}, at most {NumberWords.Of(run.MaxTokens, "token")}, prompts {run.PromptVersion}.";
    }
}
