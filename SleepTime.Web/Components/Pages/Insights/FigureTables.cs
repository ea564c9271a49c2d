using SleepTime.Engine.Insights.Figures;

namespace SleepTime.Web.Components.Pages.Insights;

/// <summary>Each figure as rows.</summary>
public static class FigureTables
{
    public static FigureTable Of(Amortization figure) => new(
        "amortization", [new("question", "Question"), new("standard_cost", $"Standard, {figure.Unit}", Of(2, figure.Points.Select(point => point.Standard))), new("sleeptime_cost", $"SleepTime with sleep, {figure.Unit}", Of(2, figure.Points.Select(point => point.Standard)))],
        Rows(figure.Points, point => [point.Question, point.Standard, point.SleepTime]));

    public static FigureTable Of(CostByQuestions figure) => new(
        "cost-per-question", [new("questions", "Questions a context"), new("standard_cost", $"Standard, {figure.Unit}", Of(3, figure.Costs.Select(cost => cost.Standard))), new("sleeptime_cost", $"SleepTime with sleep, {figure.Unit}", Of(3, figure.Costs.Select(cost => cost.Standard)))],
        Rows(figure.Costs, cost => [cost.Questions, cost.Standard, cost.SleepTime]));

    public static FigureTable Of(Spread figure) => new(
        figure.Measure == Measure.Latency ? "latency" : "tokens", [new("from", "From"), new("below", "Below"), new("standard_runs", "Standard, runs"), new("sleeptime_runs", "SleepTime, runs")],
        Rows(figure.Bins, bin => [bin.From, bin.To, bin.Standard, bin.SleepTime]));

    public static FigureTable Of(FirstTokens figure) => new(
        "first-token", [new("start", "Start"), new("runs", "Runs"), new("p50_ms", "p50, ms", 1), new("p95_ms", "p95, ms", 1)],
        Rows(figure.Times, time => [InsightsWords.Start(time.Start), time.Runs, time.P50, time.P95]));

    public static FigureTable Of(DailyTokens figure) => new(
        "daily-tokens", [new("day", "Day (UTC)"), new("asleep", "Spent asleep"), new("saved", "Saved awake"), new("net", "Net so far")],
        Rows(figure.Days, day => [day.Day.ToString("yyyy-MM-dd"), day.Asleep, day.Saved, day.Net]));

    public static FigureTable Of(Predictability figure) => new(
        "predictability", [new("fifth", "Fifth"), new("questions", "Questions"), new("lowest", "Lowest score", 3), new("highest", "Highest score", 3), new("gain", $"Saved a question, {figure.Unit}", Of(2, figure.Quantiles.Select(fifth => Math.Abs(fifth.Gain))))],
        Rows(figure.Quantiles, fifth => [fifth.Quantile, fifth.Questions, fifth.Lowest, fifth.Highest, fifth.Gain]));

    public static FigureTable Of(Accuracy figure) => new(
        "accuracy", [new("mode", "Mode"), new("right", "Right"), new("known", "Judged"), new("share", "Share", 3), new("low", "95 % from", 3), new("high", "95 % to", 3)],
        Rows(figure.Modes, mode => [mode.Mode.ToString(), mode.Right, mode.Known, mode.Share, mode.Interval?.Low, mode.Interval?.High]));

    private static int Of(int usual, IEnumerable<double> amounts) => Math.Max(usual, FigureDrawings.Decimals(amounts));

    private static IReadOnlyList<IReadOnlyList<object?>> Rows<T>(IEnumerable<T> items, Func<T, object?[]> row) => [.. items.Select(item => (IReadOnlyList<object?>)row(item))];
}
