using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>Differences as people read them.</summary>
public static class DifferenceWords
{
    private const double Level = 0.05;

    /// <summary>With its sign, also where it is positive.</summary>
    public static string WithSign(double? value) => value?.ToString("+0.0;−0.0;0.0") ?? NumberWords.Unknown;

    public static string P(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("0.####");

    public static string Meaning(double p) => p < Level ? "More than chance would bring, at 5 %" : "No more than chance may bring, at 5 %";
}
