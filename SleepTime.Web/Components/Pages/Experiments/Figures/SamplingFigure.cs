using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Components.Charts;
using SleepTime.Web.Components.Pages.Insights;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>Sleep against several answers at test time.</summary>
internal static class SamplingFigure
{
    public static ExperimentFigure Of(IReadOnlyList<SamplingPoint> points) => new(
        "Several answers to a question", Says(points),
        new PointChartData(
            [
                .. ArmPick.Ends(points.Select(point => point.Arm).Distinct()).GroupBy(arm => arm.Mode).SelectMany(mode => mode.SelectMany((arm, at) => new[]
                {
                    Line($"{ExperimentReport.Name(arm)}: an oracle picks", ArmLooks.Color(arm.Mode, at), points.Where(point => point.Arm == arm), point => (point.PassAtK, point.PassInterval)),
                    Line($"{ExperimentReport.Name(arm)}: the majority", ArmLooks.Color(arm.Mode, at), points.Where(point => point.Arm == arm), point => (point.Majority, point.MajorityInterval)) with { Dashed = true },
                })),
            ],
            new ChartAxis("completion tokens of all answers", "tokens"), new ChartAxis("% right", "%", Decimals: 1, Max: 100), []),
        new FigureTable(
            "sampling", [new("arm", "Arm"), new("k", "Answers (k)"), new("completion_tokens", "Completion tokens", 1), new("pass_at_k", "Oracle (pass@k)", 3), new("pass_low", "95 % from", 3), new("pass_high", "95 % to", 3), new("majority", "Majority", 3), new("majority_low", "95 % from", 3), new("majority_high", "95 % to", 3), new("questions", "Questions")],
            [.. points.Select(point => (IReadOnlyList<object?>)[ExperimentReport.Name(point.Arm), point.Samples, point.Tokens, point.PassAtK, point.PassInterval?.Low, point.PassInterval?.High, point.Majority, point.MajorityInterval?.Low, point.MajorityInterval?.High, point.Questions])]));

    private static PointSeries Line(string name, string color, IEnumerable<SamplingPoint> line, Func<SamplingPoint, (double Share, (double Low, double High)? Interval)> value) => new(
        name, color,
        [.. line.Select(point => (Point: point, Value: value(point))).Select(at => new ChartPoint(at.Point.Tokens, at.Value.Share * 100, $"{NumberWords.Of(at.Point.Samples, "answer")}, {name}", at.Value.Interval?.Low * 100, at.Value.Interval?.High * 100))]);

    private static string Says(IReadOnlyList<SamplingPoint> points)
    {
        var one = points.FirstOrDefault(point => point.Arm.Mode == AnswerMode.SleepTime && point.Samples == 1);
        var several = points.Where(point => point.Arm.Mode == AnswerMode.Standard && (one is null || point.Arm.Verbosity == one.Arm.Verbosity)).MaxBy(point => point.Samples);
        if (one is null || several is null)
            return "Answers of both modes are needed.";
        // What Standard can do with the tokens that one answer from notes takes.
        var equal = points.Where(point => point.Arm == several.Arm && point.Tokens <= one.Tokens * 1.05).MaxBy(point => point.Samples);
        var same = equal is null ? "" : $" For as many tokens Standard gives {NumberWords.Of(equal.Samples, "answer")}: {ArmLooks.Percent(equal.PassAtK)} by an oracle, {ArmLooks.Percent(equal.Majority)} by majority.";
        return $"One answer from notes takes {ArmLooks.Number(one.Tokens)} tokens and is right in {ArmLooks.Percent(one.PassAtK)}.{same} With {NumberWords.Of(several.Samples, "answer")} and {ArmLooks.Number(several.Tokens)} tokens it reaches {ArmLooks.Percent(several.PassAtK)} by an oracle and {ArmLooks.Percent(several.Majority)} by majority.";
    }
}
