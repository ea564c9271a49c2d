using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments.Estimates;

/// <summary>Says before an experiment is made what it would take. Thread-safe.</summary>
public sealed class ExperimentEstimator(IDbContextFactory<SleepTimeDbContext> databases, DataSetLibrary library, ModelHost host)
{
    private readonly LongContexts _long = new(library);

    /// <exception cref="InvalidExperimentException">The plan cannot be done as it is.</exception>
    public async Task<ExperimentEstimate> EstimateAsync(ExperimentPlan plan, CancellationToken cancellationToken)
    {
        PlanRules.Verify(plan);
        var set = await library.FindAsync(plan.DataSetId, cancellationToken) ?? throw PlanRules.NoDataSet(plan.DataSetId);
        var contexts = Math.Min(plan.Contexts ?? set.Contexts, set.Contexts);
        var each = (double)set.Questions / set.Contexts;
        var estimate = (await ReadPaceAsync(cancellationToken)).Estimate(plan, contexts, contexts * Math.Min(plan.QuestionsPerContext ?? each, each));
        return estimate with { ContextsTooLong = await CountTooLongAsync(plan, set, cancellationToken) };
    }

    private async Task<int?> CountTooLongAsync(ExperimentPlan plan, DataSetView set, CancellationToken cancellationToken)
    {
        if (host.Status.Hosted is not { } model)
            return null;
        var tooLong = await _long.FindAsync(set.Id, model, cancellationToken);
        return tooLong.Count == 0 ? 0 : QuestionChoice.Choose(set.Contexts, plan.Contexts, plan.Seed).Count(tooLong.Contains);
    }

    private async Task<ExperimentPace> ReadPaceAsync(CancellationToken cancellationToken)
    {
        if (host.Status.Hosted is not { } model)
            return new ExperimentPace(new Dictionary<(Answering.AnswerMode, int), double>(), new Dictionary<(int, int), double>(), null);
        var (id, prompts) = (model.Id, model.Prompts.Version);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var ran = database.Experiments.Where(experiment => experiment.ModelId == id && experiment.PromptVersion == prompts && experiment.RanMs > 0);
        var answers = await database.ExperimentResults
            .Where(result => result.Failure == null && ran.Any(experiment => experiment.Id == result.ExperimentId))
            .GroupBy(result => new { result.Mode, result.Verbosity })
            .Select(group => new { group.Key.Mode, group.Key.Verbosity, Count = group.Count(), Tokens = group.Sum(result => (double)result.Usage!.CompletionTokens) })
            .ToListAsync(cancellationToken);
        var sleeps = await database.ExperimentNotes
            .Where(notes => notes.Failure == null && ran.Any(experiment => experiment.Id == notes.ExperimentId))
            .GroupBy(notes => new { notes.Passes, notes.Samples })
            .Select(group => new { group.Key.Passes, group.Key.Samples, Count = group.Count(), Tokens = group.Sum(notes => (double)notes.Usage.CompletionTokens) })
            .ToListAsync(cancellationToken);
        var tokens = answers.Sum(group => group.Tokens) + sleeps.Sum(group => group.Tokens);
        var ms = await ran.SumAsync(experiment => experiment.RanMs, cancellationToken);
        return new ExperimentPace(
            answers.ToDictionary(group => (group.Mode, group.Verbosity), group => group.Tokens / group.Count),
            sleeps.ToDictionary(group => (group.Passes, group.Samples), group => group.Tokens / group.Count), tokens > 0 ? ms / tokens : null);
    }
}
