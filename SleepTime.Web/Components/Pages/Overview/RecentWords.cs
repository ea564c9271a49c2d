using SleepTime.Engine.Answering;
using SleepTime.Engine.Overview;
using SleepTime.Web.Components.Charts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>The latest comparisons in a table and a chart.</summary>
public static class RecentWords
{
    /// <summary>Completion tokens of a side; in words where there is no figure to compare.</summary>
    public static string Tokens(RecentSide? side, bool isHidden) => side switch
    {
        null when isHidden => "hidden",
        null => NumberWords.Unknown,
        { State: RunState.Failed } => "failed",
        { State: RunState.Cancelled } => "stopped",
        { State: RunState.Queued or RunState.Running } => "running",
        _ => NumberWords.Count(side.CompletionTokens),
    };

    /// <summary>Those whose two sides completed and are shown, oldest first.</summary>
    public static ChartData Chart(IReadOnlyList<RecentComparison> comparisons)
    {
        var shown = comparisons.Where(comparison => comparison.Difference is not null).Reverse().ToList();
        return new ChartData(
            [.. shown.Select((_, i) => (i + 1).ToString())],
            [.. shown.Select(comparison => comparison.Question)],
            [
                new ChartSeries("Standard", "--st-standard", [.. shown.Select(comparison => (double?)comparison.Standard!.CompletionTokens)]),
                new ChartSeries("SleepTime", "--st-sleeptime", [.. shown.Select(comparison => (double?)comparison.SleepTime!.CompletionTokens)]),
            ],
            Unit: "tokens",
            Axis: "comparisons, oldest first");
    }
}
