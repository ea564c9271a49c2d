using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Components.Charts;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>How many answers are right for how many tokens.</summary>
internal static class ParetoFigure
{
    public static ExperimentFigure Of(ExperimentFigures figures, Headline headline) => new(
        "Right answers against tokens", Says(figures, headline), Drawing(figures),
        new FigureTable(
            "pareto", [new("arm", "Arm"), new("completion_tokens", "Completion tokens", 1), new("right", "Right"), new("answers", "Answers"), new("share", "Share", 3), new("low", "95 % from", 3), new("high", "95 % to", 3)],
            [.. figures.Arms.Select(arm => (IReadOnlyList<object?>)[ExperimentReport.Name(arm.Arm), arm.CompletionTokens, arm.Right.Right, arm.Right.Count, Known(arm.Right), arm.Right.Interval?.Low, arm.Right.Interval?.High])]));

    private static string Says(ExperimentFigures figures, Headline headline) => figures switch
    {
        _ when figures.Arms.All(arm => arm.Right.Count == 0) => "No answer is there yet.",
        _ when headline.State != HeadlineState.NoAnswers => HeadlineWords.Tokens(headline),
        _ when figures.Arms.Where(arm => arm.Right.Count > 0).MaxBy(arm => arm.Right.Value) is { } best =>
            $"{ExperimentReport.Name(best.Arm)} is right most often: {ArmLooks.Percent(best.Right.Value)} for {ArmLooks.Number(best.CompletionTokens)} tokens an answer.",
        _ => "",
    };

    private static PointChartData Drawing(ExperimentFigures figures) => new(
        [
            .. figures.Arms.Where(arm => arm.Right.Count > 0).GroupBy(arm => (arm.Arm.Mode, arm.Arm.Passes, arm.Arm.Samples)).GroupBy(line => line.Key.Mode).SelectMany(mode => mode.Select((line, at) =>
                new PointSeries(
                    ArmLooks.Line(line.First().Arm), ArmLooks.Color(mode.Key, at),
                    [.. line.OrderBy(arm => arm.CompletionTokens).Select(arm => new ChartPoint(
                        arm.CompletionTokens!.Value, arm.Right.Value * 100, ExperimentReport.Name(arm.Arm), arm.Right.Interval!.Low * 100, arm.Right.Interval.High * 100))]))),
        ],
        new ChartAxis("completion tokens of an answer", "tokens"), new ChartAxis("% right", "%", Decimals: 1, Max: 100), []);

    private static double? Known(Share share) => share.Count == 0 ? null : share.Value;
}
