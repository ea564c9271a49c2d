using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Components.Charts;
using SleepTime.Web.Components.Pages.Insights;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>What a question costs by how many share the sleep, and what all of them cost one after the other.</summary>
internal static class CostFigures
{
    public static ExperimentFigure PerQuestion(ExperimentFigures figures, Headline headline) => new(
        "Cost of a question by how many share the sleep", PerQuestionSays(figures, headline),
        new PointChartData(
            [.. Lines(figures.Arms.Where(arm => arm.Cost is not null).Select(arm => arm.Arm), arm => ExperimentFigures.SharedBy.Select(questions => new ChartPoint(questions, figures.CostWhenShared(figures.Arms.First(own => own.Arm == arm), questions))))],
            new ChartAxis("questions a context", "questions a context", Max: 10), new ChartAxis("sleep tokens a question", "sleep tokens"), []),
        new FigureTable(
            "cost-per-question", [new("arm", "Arm"), .. ExperimentFigures.SharedBy.Select(questions => new FigureColumn($"shared_by_{questions}", questions == 1 ? "1 question" : $"{questions} questions", 1))],
            [.. figures.Arms.Select(arm => (IReadOnlyList<object?>)[ExperimentReport.Name(arm.Arm), .. ExperimentFigures.SharedBy.Select(questions => (object?)figures.CostWhenShared(arm, questions))])]));

    public static ExperimentFigure Cumulative(CumulativeCost cost) => new(
        "Cost of all questions so far", CumulativeSays(cost),
        new PointChartData(
            [.. Lines(cost.Arms, arm => LineOf(cost, arm)).Select(line => line with { Dotted = false })],
            new ChartAxis("questions", "questions", Max: cost.Questions), new ChartAxis("sleep tokens", "sleep tokens"), []),
        new FigureTable(
            "cumulative-cost", [new("question", "Question"), .. cost.Arms.Select(arm => new FigureColumn(Endpoints.Contracts.ArmKeys.Of(arm), ExperimentReport.Name(arm)))],
            [.. cost.Points.Select(point => (IReadOnlyList<object?>)[point.Question, .. point.Costs.Cast<object?>()])]));

    private static string PerQuestionSays(ExperimentFigures figures, Headline headline)
    {
        var words = HeadlineWords.Cost(headline);
        if (headline.Pair is not { CostRatio: not null } pair || CostOf(pair.Standard) is not { Cost: { } standard } || CostOf(pair.SleepTime) is not { Cost: not null } sleepTime)
            return words;
        var cheaper = ExperimentFigures.SharedBy.Where(questions => figures.CostWhenShared(sleepTime, questions) < standard).Select(questions => (int?)questions).FirstOrDefault();
        return $"{words} "
            + (cheaper is { } from ? $"Sleep pays from {NumberWords.Of(from, "question")} a context on." : "Sleep does not pay at up to 10 questions a context.")
            + $" t = {figures.TestTokenPrice:0.##}, w = {figures.InputTokenPrice:0.##}.";

        ArmFigures? CostOf(Arm arm) => figures.Arms.FirstOrDefault(own => own.Arm == arm);
    }

    private static string CumulativeSays(CumulativeCost cost)
    {
        if (cost.Questions == 0)
            return "No question has been answered in every arm yet.";
        var last = cost.Points[^1];
        var byCost = cost.Arms.Zip(last.Costs).ToList();
        var (cheapest, dearest) = (byCost.MinBy(arm => arm.Second), byCost.MaxBy(arm => arm.Second));
        return $"After {NumberWords.Of(cost.Questions, "question")}, with all sleep counted before the first, {ExperimentReport.Name(cheapest.First)} has cost least ({ArmLooks.Number(cheapest.Second)} sleep tokens) and {ExperimentReport.Name(dearest.First)} most ({ArmLooks.Number(dearest.Second)}).";
    }

    private static IEnumerable<PointSeries> Lines(IEnumerable<Arm> arms, Func<Arm, IEnumerable<ChartPoint>> points) => ArmPick.Ends(arms).GroupBy(arm => arm.Mode).SelectMany(mode => mode.Select((arm, at) =>
        // Of Standard the longest answers are what sleep is to replace, of SleepTime the shortest.
        new PointSeries(ExperimentReport.Name(arm), ArmLooks.Color(arm.Mode, 0), [.. points(arm)]) { Dashed = mode.Count() > 1 && (at == 0) == (arm.Mode == AnswerMode.Standard) }));

    private static IEnumerable<ChartPoint> LineOf(CumulativeCost cost, Arm arm)
    {
        var at = cost.Arms.ToList().IndexOf(arm);
        return cost.Points.Select(point => new ChartPoint(point.Question, point.Costs[at]));
    }
}
