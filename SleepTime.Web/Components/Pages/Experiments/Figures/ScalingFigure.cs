using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Components.Charts;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>What more sleep brings: right answers against tokens asleep.</summary>
internal static class ScalingFigure
{
    public static ExperimentFigure Of(ExperimentFigures figures)
    {
        var slept = figures.Arms.Where(arm => arm.Arm.Passes > 0).ToList();
        var known = slept.Where(arm => arm is { Right.Count: > 0, SleepTokens: not null }).ToList();
        return new(
            "Right answers by tokens asleep", Says(known),
            new PointChartData(
                [
                    .. known.GroupBy(arm => arm.Arm.Verbosity).Select((line, at) => new PointSeries(
                        $"Verbosity {line.Key}", ArmLooks.Color(Engine.Answering.AnswerMode.SleepTime, at),
                        [.. line.OrderBy(arm => arm.SleepTokens).Select(arm => new ChartPoint(arm.SleepTokens!.Value, arm.Right.Value * 100, ExperimentReport.Name(arm.Arm), arm.Right.Interval!.Low * 100, arm.Right.Interval.High * 100))])),
                ],
                new ChartAxis("completion tokens asleep for one context", "tokens"), new ChartAxis("% right", "%", Decimals: 1, Max: 100), []),
            new FigureTable(
                "scaling", [new("passes", "Passes"), new("samples", "Runs side by side"), new("verbosity", "Verbosity"), new("sleep_tokens", "Tokens asleep a context", 1), new("right", "Right"), new("answers", "Answers"), new("low", "95 % from", 3), new("high", "95 % to", 3)],
                [.. slept.Select(arm => (IReadOnlyList<object?>)[arm.Arm.Passes, arm.Arm.Samples, arm.Arm.Verbosity, arm.SleepTokens, arm.Right.Right, arm.Right.Count, arm.Right.Interval?.Low, arm.Right.Interval?.High])]));
    }

    private static string Says(IReadOnlyList<ArmFigures> known)
    {
        if (known.Select(arm => arm.Arm.Sleep).Distinct().Count() < 2)
            return "Two amounts of sleep with answers are needed.";
        var lowest = known.Min(arm => arm.Arm.Verbosity);
        var line = known.Where(arm => arm.Arm.Verbosity == lowest).OrderBy(arm => arm.SleepTokens).ToList();
        var (least, most) = (line[0], line[^1]);
        var apart = least.Right.Interval!.High < most.Right.Interval!.Low ? "more sleep brings more" : most.Right.Interval.High < least.Right.Interval.Low ? "more sleep brings less" : "the 95 % intervals overlap, so that more sleep may bring nothing";
        return $"{ArmLooks.Number(least.SleepTokens)} tokens asleep a context bring {ArmLooks.Percent(least.Right.Value)} right at verbosity {lowest}, {ArmLooks.Number(most.SleepTokens)} bring {ArmLooks.Percent(most.Right.Value)}: {apart}.";
    }
}
