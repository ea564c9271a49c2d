using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>Both modes at equal accuracy, in sentences. Pure.</summary>
internal static class HeadlineWords
{
    /// <summary>How many tokens both take, with the interval; or why that cannot be said.</summary>
    public static string Tokens(Headline headline) => headline.Pair is { } pair
        ? $"{Both(pair)} SleepTime takes {Times(pair.TokenRatio, pair.TokenInterval, "fewer", "as many", "more")} completion tokens."
        : headline.WhyNot!;

    /// <summary>What a question costs both, with the interval; or why that cannot be said.</summary>
    public static string Cost(Headline headline) => headline.Pair switch
    {
        { CostRatio: { } ratio } pair => $"{Both(pair)} At {Headline.SharedBy} questions a context a question from notes costs {Times(ratio, pair.CostInterval, "less", "as much", "more")}.",
        { } => "What a question costs is unknown until its sleep and Standard’s answers at the same verbosity are there.",
        _ => headline.WhyNot!,
    };

    private static string Both(EqualPair pair) =>
        $"{ExperimentReport.Name(pair.SleepTime)} is right {HowOften(pair)} {ExperimentReport.Name(pair.Standard)} ({DifferenceWords.WithSign(pair.Right * 100)} points, 95 % from {DifferenceWords.WithSign(pair.RightInterval.Low * 100)} to {DifferenceWords.WithSign(pair.RightInterval.High * 100)}, {NumberWords.Of(pair.Pairs, "pair")} on {NumberWords.Of(pair.Contexts, "context")}).";

    // Within the margin it may still be told from as often.
    private static string HowOften(EqualPair pair) =>
        pair.RightInterval.Low > 0 ? "more often than" : pair.RightInterval.High < 0 ? $"less often, but within {Headline.Margin * 100:0} points of" : "as often as";

    private static string Times(double ratio, (double Low, double High)? interval, string less, string same, string more) =>
        ArmLooks.Times(ratio, 1, less, same, more) + (Turned(ratio, interval) is var (low, high) ? $" (95 % from {low:0.0} to {high:0.0})" : "");

    // Said the other way round, it lies the other way round.
    private static (double Low, double High)? Turned(double ratio, (double Low, double High)? interval) =>
        interval is var (low, high) && ArmLooks.IsMore(ratio) ? (1 / high, 1 / low) : interval;
}
