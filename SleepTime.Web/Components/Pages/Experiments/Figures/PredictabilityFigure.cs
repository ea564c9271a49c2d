using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Components.Charts;
using SleepTime.Web.Components.Pages.Insights;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>Where sleep pays: its gain by fifths of predictability.</summary>
internal static class PredictabilityFigure
{
    public static ExperimentFigure Of(PredictabilityGain gain) => new(
        "Gain by predictability", Says(gain),
        new PointChartData(
            [new PointSeries("Right from notes − right without", "--st-sleeptime", [.. gain.Fifths.Select(fifth => new ChartPoint(
                fifth.Fifth, fifth.Gain * 100, $"Fifth {fifth.Fifth}: {NumberWords.Of(fifth.Pairs, "pair")}, scores from {fifth.Lowest:0.00} to {fifth.Highest:0.00}", fifth.Interval?.Low * 100, fifth.Interval?.High * 100))])],
            new ChartAxis("fifths, the least predictable first", "", Max: 6), new ChartAxis("points right, gained", "points", Decimals: 1, Min: null), []),
        new FigureTable(
            "predictability", [new("fifth", "Fifth"), new("pairs", "Pairs"), new("lowest", "Lowest score", 3), new("highest", "Highest score", 3), new("standard", "Right without notes", 3), new("sleeptime", "Right from notes", 3), new("gain", "Gain", 3), new("low", "95 % from", 3), new("high", "95 % to", 3), new("tokens_saved", "Tokens saved", 1)],
            [.. gain.Fifths.Select(fifth => (IReadOnlyList<object?>)[fifth.Fifth, fifth.Pairs, fifth.Lowest, fifth.Highest, fifth.Standard, fifth.SleepTime, fifth.Gain, fifth.Interval?.Low, fifth.Interval?.High, fifth.TokensSaved])]));

    private static string Says(PredictabilityGain gain)
    {
        if (gain.Arm is not { } arm || gain.Fifths.Count == 0)
            return $"Five questions with a score and answers of both modes are needed.{Unknown(gain)}";
        var (least, most) = (gain.Fifths[0], gain.Fifths[^1]);
        var verdict = least.Interval is null || most.Interval is null ? "a single context tells nothing of others"
            : least.Interval.Value.High < most.Interval.Value.Low ? "the gain grows with predictability"
            : most.Interval.Value.High < least.Interval.Value.Low ? "the gain shrinks with predictability"
            : "the 95 % intervals overlap, so that this shows no difference";
        return $"{ExperimentReport.Name(arm)} gains {DifferenceWords.WithSign(most.Gain * 100)} points in the most predictable fifth and {DifferenceWords.WithSign(least.Gain * 100)} in the least: {verdict}.{Unknown(gain)}";
    }

    private static string Unknown(PredictabilityGain gain) => gain.Unknown == 0 ? "" : $" {NumberWords.Of(gain.Unknown, "pair")} without a score left out.";
}
