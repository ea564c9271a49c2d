using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Shared;

/// <summary>How much sleep a text gets, in words.</summary>
public static class EffortWords
{
    public static IReadOnlyList<(SleepEffort Value, string Label)> Options { get; } = [(SleepEffort.Low, "Low"), (SleepEffort.Medium, "Medium"), (SleepEffort.High, "High")];

    public static string Label(SleepEffort effort) => Options.Single(option => option.Value == effort).Label;

    public static string Hint(SleepEffort effort) => effort switch
    {
        SleepEffort.Low => "What follows directly: the first pass only.",
        SleepEffort.Medium => "All passes but the last.",
        _ => "All passes.",
    };
}
