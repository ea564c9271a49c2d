using SleepTime.Engine.Insights.Figures;
using SleepTime.Web.Components.Charts;

namespace SleepTime.Web.Components.Pages.Insights;

/// <summary>Each figure as a drawing.</summary>
public static class FigureDrawings
{
    private const string Standard = "--st-standard";
    private const string SleepTime = "--st-sleeptime";
    private const string Good = "--st-good";

    public static PointChartData Of(Amortization figure) => new(
        [
            Line("Standard", Standard, figure.Points.Select(point => new ChartPoint(point.Question, point.Standard))),
            Line("SleepTime with sleep", SleepTime, figure.Points.Select(point => new ChartPoint(point.Question, point.SleepTime))),
        ],
        new ChartAxis("questions", "questions", Max: figure.Points.Count == 0 ? null : Math.Max(figure.Points[^1].Question, Foreseen(figure) ?? 0)), new ChartAxis(figure.Unit, figure.Unit, Decimals(figure.Points.Select(point => point.Standard))),
        [
            .. figure.Real is { } real ? [new ChartMark(real, "paid off", Good)] : Array.Empty<ChartMark>(),
            .. Foreseen(figure) is { } foreseen && figure.Points.Count > 0 ? [new ChartMark(foreseen, "foreseen", "--st-text-muted", Dashed: true)] : Array.Empty<ChartMark>(),
        ]);

    public static PointChartData Of(CostByQuestions figure) => new(
        [
            new PointSeries("Standard", Standard, [.. figure.Costs.Select(cost => new ChartPoint(cost.Questions, cost.Standard))]),
            new PointSeries("SleepTime with sleep", SleepTime, [.. figure.Costs.Select(cost => new ChartPoint(cost.Questions, cost.SleepTime))]),
        ],
        new ChartAxis("questions a context", "questions a context"), new ChartAxis($"{figure.Unit} a question", figure.Unit, Decimals(figure.Costs.Select(cost => cost.Standard))), []);

    public static ChartData Of(Spread figure)
    {
        var unit = figure.Measure == Measure.Latency ? "ms" : "tokens";
        return new(
            [.. figure.Bins.Select(bin => $"{bin.From:N0}")], [.. figure.Bins.Select(bin => $"{bin.From:N0} to {bin.To:N0} {unit}")],
            [new("Standard", Standard, [.. figure.Bins.Select(bin => (double?)bin.Standard)]), new("SleepTime", SleepTime, [.. figure.Bins.Select(bin => (double?)bin.SleepTime)])],
            "runs", $"{unit}, from") { LatestMatter = false };
    }

    public static ChartData Of(FirstTokens figure) => new(
        [.. figure.Times.Select(time => InsightsWords.Start(time.Start))], [.. figure.Times.Select(time => $"{InsightsWords.Start(time.Start)}, {time.Runs:N0} runs")],
        [new("p50", Standard, [.. figure.Times.Select(time => (double?)time.P50)]), new("p95", SleepTime, [.. figure.Times.Select(time => (double?)time.P95)])],
        "ms", "what of the prompt was there already") { LatestMatter = false };

    public static PointChartData Of(DailyTokens figure) => new(
        [Days("Spent asleep", SleepTime, figure, day => day.Asleep), Days("Saved awake", Standard, figure, day => day.Saved), Days("Net so far", Good, figure, day => day.Net) with { Dashed = true }],
        new ChartAxis("days (UTC)", "", Min: null, Days: true), new ChartAxis("completion tokens", "tokens", Min: null), []);

    public static ChartData Of(Predictability figure) => new(
        [.. figure.Quantiles.Select(fifth => $"{fifth.Quantile}")], [.. figure.Quantiles.Select(fifth => $"Fifth {fifth.Quantile}: scores from {fifth.Lowest:0.00} to {fifth.Highest:0.00}")],
        [new("Saved a question", SleepTime, [.. figure.Quantiles.Select(fifth => (double?)fifth.Gain)])], figure.Unit, "fifths, the least predictable first") { LatestMatter = false };

    public static PointChartData Of(Accuracy figure) => new(
        [.. figure.Modes.Where(mode => mode.Known > 0).Select(mode => new PointSeries(
            mode.Mode.ToString(), mode.Mode == Engine.Answering.AnswerMode.Standard ? Standard : SleepTime,
            [new ChartPoint((int)mode.Mode + 1, mode.Share * 100, $"{mode.Mode}, {mode.Known:N0} judged", mode.Interval!.Low * 100, mode.Interval.High * 100)]) { Joined = false })],
        new ChartAxis("Standard left, SleepTime right", "", Min: 0, Max: 3), new ChartAxis("% right", "%", Max: 100), []);

    private static PointSeries Line(string name, string color, IEnumerable<ChartPoint> points) => new(name, color, [.. points]) { Dotted = false };

    private static PointSeries Days(string name, string color, DailyTokens figure, Func<DayOfTokens, long?> value) =>
        new(name, color, [.. figure.Days.Where(day => value(day) is not null).Select(day => new ChartPoint(new DateTimeOffset(day.Day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds(), value(day)!.Value))]);

    private static double? Foreseen(Amortization figure) => figure.Predicted is { } predicted ? Math.Max(1, Math.Ceiling(predicted)) : null;

    /// <summary>How many an amount is shown with: own prices may make a question cost a thousandth.</summary>
    internal static int Decimals(IEnumerable<double> values) => values.DefaultIfEmpty().Max() is > 0 and < 10 ? 4 : 0;
}
