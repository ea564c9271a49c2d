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
        [.. Charts(experiment, figures, cells).Select(chart => chart.Make())];

    /// <summary>One chart, without making the others.</summary>
    /// <returns>Null where its plan gives no reason for a chart of this name.</returns>
    public static ExperimentFigure? Find(string name, Experiment experiment, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells) =>
        Charts(experiment, figures, cells).FirstOrDefault(chart => chart.Name == name)?.Make();

    /// <summary>Names of all its charts, in their order.</summary>
    public static IReadOnlyList<string> Names(Experiment experiment, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells) =>
        [.. Charts(experiment, figures, cells).Select(chart => chart.Name)];

    private static IEnumerable<Chart> Charts(Experiment experiment, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells)
    {
        var (plan, arms) = (experiment.Plan, experiment.Plan.Arms);
        // Thousands of draws for its intervals, and two charts speak of it.
        var headline = new Lazy<Headline>(() => Headline.Of(figures, cells));
        List<Chart> all =
        [
            new("pareto", () => ParetoFigure.Of(figures, headline.Value)),
            new("tokens", () => VerbosityFigures.Tokens(figures)),
            new("right", () => VerbosityFigures.Right(figures)),
        ];
        if (arms.Select(arm => arm.Sleep).Where(sleep => sleep.Passes > 0).Distinct().Count() > 1)
            all.Add(new("scaling", () => ScalingFigure.Of(figures)));
        if (plan.HasBothModes)
        {
            all.Add(new("cost-per-question", () => CostFigures.PerQuestion(figures, headline.Value)));
            all.Add(new("cumulative-cost", () => CostFigures.Cumulative(CumulativeCost.Of(figures, cells))));
        }
        if (plan.Repeats > 1)
            all.Add(new("sampling", () => SamplingFigure.Of(ParallelSampling.Of(arms, cells))));
        if (plan.Predictability && plan.HasBothModes)
            all.Add(new("predictability", () => PredictabilityFigure.Of(PredictabilityGain.Of(arms, cells))));
        return all.OrderByDescending(chart => IsAbout(experiment.Ready, chart.Name));
    }

    private static bool IsAbout(string? ready, string name) => ready switch
    {
        "passes" or "samples" => name == "scaling",
        "amortization" => name == "cost-per-question",
        "charts" => name is "tokens" or "right" or "cumulative-cost",
        _ => name == ready,
    };

    private sealed record Chart(string Name, Func<ExperimentFigure> Make);
}
