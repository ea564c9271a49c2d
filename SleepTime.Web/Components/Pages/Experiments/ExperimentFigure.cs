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
    public static IReadOnlyList<ExperimentFigure> All(Experiment experiment, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells)
    {
        var (plan, arms) = (experiment.Plan, experiment.Plan.Arms);
        List<ExperimentFigure> all = [ParetoFigure.Of(figures), VerbosityFigures.Tokens(figures), VerbosityFigures.Right(figures)];
        if (arms.Select(arm => arm.Sleep).Where(sleep => sleep.Passes > 0).Distinct().Count() > 1)
            all.Add(ScalingFigure.Of(figures));
        if (plan.HasBothModes)
            all.AddRange([CostFigures.PerQuestion(figures), CostFigures.Cumulative(CumulativeCost.Of(figures, cells))]);
        if (plan.Repeats > 1)
            all.Add(SamplingFigure.Of(ParallelSampling.Of(arms, cells)));
        if (plan.Predictability && plan.HasBothModes)
            all.Add(PredictabilityFigure.Of(PredictabilityGain.Of(arms, cells)));
        return [.. all.OrderByDescending(figure => IsAbout(experiment.Ready, figure.Table.Name))];
    }

    private static bool IsAbout(string? ready, string name) => ready switch
    {
        "passes" or "samples" => name == "scaling",
        "amortization" => name == "cost-per-question",
        "charts" => name is "tokens" or "right" or "cumulative-cost",
        _ => name == ready,
    };
}
