using System.Globalization;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Ready;

namespace SleepTime.Web.Hosting;

/// <summary>What the command line asks for: <c>experiment NAME [--out FILE] [--contexts N] [--questions N] [--seed N]</c>. Pure.</summary>
internal sealed record ExperimentArguments(ReadyExperiment Ready, ExperimentPlan Plan, string? Out)
{
    private static readonly string[] _options = ["--out", "--contexts", "--questions", "--seed"];

    /// <param name="args">What follows the word "experiment".</param>
    /// <param name="fault">What is wrong with them, in a sentence that says what is right; null when nothing is.</param>
    /// <returns>Null when something is wrong.</returns>
    public static ExperimentArguments? Parse(ReadOnlySpan<string> args, out string? fault)
    {
        fault = null;
        if (args is not [var name, .. var options] || ReadyExperiments.Find(name) is not { } ready)
        {
            fault = $"Name an experiment: {string.Join(", ", ReadyExperiments.All.Select(one => one.Key))}.";
            return null;
        }
        var (plan, path) = (ready.Plan, (string?)null);
        while (options is not [] && fault is null)
        {
            // As two words, or as one with an equals sign.
            var (option, value) = options[0].Split('=', 2) is [var key, var given] ? (key, given) : (options[0], options is [_, var next, ..] ? next : null);
            options = options[(options[0].Contains('=') || options.Length == 1 ? 1 : 2)..];
            if (!_options.Contains(option))
                fault = $"There is no option “{option}”; there are {string.Join(", ", _options)}.";
            else if (string.IsNullOrEmpty(value))
                fault = $"The option {option} needs a value.";
            else if (option == "--out")
                path = value;
            else if (option == "--seed")
                fault = uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? Take(plan with { Seed = seed }) : $"--seed takes a whole number from 0 on, not “{value}”.";
            else
            {
                fault = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
                    ? Take(option == "--contexts" ? plan with { Contexts = count } : plan with { QuestionsPerContext = count })
                    : $"{option} takes a whole number from 1 on, not “{value}”.";
            }
        }
        return fault is null ? new ExperimentArguments(ready, plan, path) : null;

        string? Take(ExperimentPlan changed)
        {
            plan = changed;
            return null;
        }
    }
}
