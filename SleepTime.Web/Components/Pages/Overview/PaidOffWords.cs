using SleepTime.Engine.Overview;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>What paid off, in words.</summary>
public static class PaidOffWords
{
    /// <summary>The week as a plain statement of its two totals.</summary>
    public static string Balance(PaidOff paid) => paid.Net switch
    {
        null when paid.Asleep == 0 => "Nothing was slept on and nothing compared in the last 7 days.",
        null => "No question was answered both ways in the last 7 days, so nobody knows what sleep saved.",
        0 => $"In the last 7 days sleep saved as many tokens as it spent, on {NumberWords.Of(paid.Comparisons, "comparison")}.",
        > 0 => $"In the last 7 days sleep saved more tokens than it spent, on {NumberWords.Of(paid.Comparisons, "comparison")}.",
        < 0 when paid.Saved > 0 => $"In the last 7 days sleep has earned back {NumberWords.Percent(paid.Saved!.Value, paid.Asleep)} of its tokens, on {NumberWords.Of(paid.Comparisons, "comparison")}.",
        _ => $"In the last 7 days sleep saved nothing, on {NumberWords.Of(paid.Comparisons, "comparison")}.",
    };

    /// <summary>How many contexts have paid, of those where it is known what notes save.</summary>
    public static string Share(PaidOff paid) => paid.Measured == 0 ? NumberWords.Unknown : $"{NumberWords.Count(paid.Reached)} of {NumberWords.Count(paid.Measured)}";

    public static string Reached(PayingContext context) => $"after {NumberWords.Of((long)context.Needed, "question")}";

    public static string Missing(PayingContext context) =>
        $"{NumberWords.Of((long)context.Left, "more question")}; {NumberWords.Count(context.Questions)} of {NumberWords.Count((long)context.Needed)} answered from notes";
}
