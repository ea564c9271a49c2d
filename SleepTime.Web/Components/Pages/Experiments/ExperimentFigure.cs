using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Web.Components.Charts;
using SleepTime.Web.Components.Pages.Experiments.Figures;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>A chart of an experiment.</summary>
/// <param name="Says">What it shows, in a sentence.</param>
/// <param name="Table">The same figures as rows.</param>
public sealed record ExperimentFigure(string Title, string Says, IDrawing Drawing, FigureTable Table)
{
    /// <summary>Every chart that its plan gives reason for; what a ready experiment is about comes first.</summary>
    public static IReadOnlyList<ExperimentFigure> All(Experiment experiment, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells) =>
        [.. Charts(experiment).Select(chart => chart.Make(figures, cells))];

    /// <summary>One chart, without making the others.</summary>
    /// <returns>Null where its plan gives no reason for a chart of this name.</returns>
    public static ExperimentFigure? Find(string name, Experiment experiment, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells) =>
        Charts(experiment).FirstOrDefault(chart => chart.Name == name)?.Make(figures, cells);

    /// <summary>Names of all its charts, in their order.</summary>
    public static IReadOnlyList<string> Names(Experiment experiment) => [.. Charts(experiment).Select(chart => chart.Name)];

    private static IEnumerable<Chart> Charts(Experiment experiment)
    {
        var (plan, arms) = (experiment.Plan, experiment.Plan.Arms);
        List<Chart> all =
        [
            new("pareto", (figures, cells) => ParetoFigure.Of(figures, Headline.Of(figures, cells))),
            new("tokens", (figures, _) => VerbosityFigures.Tokens(figures)),
            new("right", (figures, _) => VerbosityFigures.Right(figures)),
        ];
        if (arms.Select(arm => arm.Sleep).Where(sleep => sleep.Passes > 0).Distinct().Count() > 1)
            all.Add(new("scaling", (figures, _) => ScalingFigure.Of(figures)));
        if (plan.HasBothModes)
        {
            all.Add(new("cost-per-question", (figures, cells) => CostFigures.PerQuestion(figures, Headline.Of(figures, cells))));
            all.Add(new("cumulative-cost", (figures, cells) => CostFigures.Cumulative(CumulativeCost.Of(figures, cells))));
        }
        if (plan.Repeats > 1)
            all.Add(new("sampling", (_, cells) => SamplingFigure.Of(ParallelSampling.Of(arms, cells))));
        if (plan.Predictability && plan.HasBothModes)
            all.Add(new("predictability", (_, cells) => PredictabilityFigure.Of(PredictabilityGain.Of(arms, cells))));
        return all.OrderByDescending(chart => IsAbout(experiment.Ready, chart.Name));
    }

    private static bool IsAbout(string? ready, string name) => ready switch
    {
        "passes" or "samples" => name == "scaling",
        "amortization" => name == "cost-per-question",
        "charts" => name is "tokens" or "right" or "cumulative-cost",
        _ => name == ready,
    };

    private sealed record Chart(string Name, Func<ExperimentFigures, IReadOnlyList<ExperimentCell>, ExperimentFigure> Make);
}
