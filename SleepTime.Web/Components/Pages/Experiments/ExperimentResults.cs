using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>Everything that the page of an experiment shows, read at one moment.</summary>
/// <param name="Baseline">The experiment that it is held against; null for itself, and for one that is gone.</param>
/// <param name="Baselines">Those that it could be held against.</param>
public sealed record ExperimentResults(
    ExperimentView View, ExperimentFigures Figures, IReadOnlyList<ExperimentFigure> Charts, ExperimentView? Baseline, IReadOnlyList<Experiment> Baselines,
    IReadOnlyList<ArmDifference> Differences, Page<ExperimentPair> Answers);

/// <summary>Reads it. Thread-safe.</summary>
public sealed class ExperimentResultsReader(ExperimentService experiments, ExperimentReader reader, ExperimentAnswers answers)
{
    public const int PageSize = 25;
    private const int BaselinesOffered = 100;

    /// <returns>Null when there is no such experiment.</returns>
    public async Task<ExperimentResults?> ReadAsync(Guid id, ExperimentAddress shows, CancellationToken cancellationToken)
    {
        if (await experiments.FindAsync(id, cancellationToken) is not { } view || await reader.ReadAsync(id, cancellationToken) is not var (figures, cells))
            return null;
        var baseline = shows.Baseline is { } other && other != id ? await experiments.FindAsync(other, cancellationToken) : null;
        var others = baseline is null ? null : (await reader.ReadAsync(baseline.Experiment.Id, cancellationToken))?.Cells;
        return new ExperimentResults(
            view, figures, ExperimentFigure.All(view.Experiment, figures, cells), baseline,
            await experiments.ListBaselinesAsync(view.Experiment, BaselinesOffered, cancellationToken),
            Baseline.Compare(view.Experiment.Plan.Arms, cells, others),
            await Shared.ListPages.OrLastAsync(shows.Page, PageSize, page => ExperimentPairs.ReadAsync(answers, cells, others, shows.ToFilter(), page, PageSize, cancellationToken)));
    }
}
