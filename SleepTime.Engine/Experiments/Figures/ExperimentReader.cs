using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>Figures of experiments, from what is stored of them. Thread-safe.</summary>
public sealed class ExperimentReader(IDbContextFactory<SleepTimeDbContext> databases, SleepPolicyStore policies)
{
    /// <summary>Of what there is so far, at the present prices.</summary>
    /// <returns>Null when there is no such experiment.</returns>
    public async Task<(ExperimentFigures Figures, IReadOnlyList<ExperimentCell> Cells)?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Experiments.AsNoTracking().SingleOrDefaultAsync(experiment => experiment.Id == id, cancellationToken) is not { } experiment)
            return null;
        var rows = await (
            from result in database.ExperimentResults.AsNoTracking()
            where result.ExperimentId == id
            join question in database.ExperimentQuestions on result.ExperimentQuestionId equals question.Id
            join context in database.ExperimentContexts on question.ExperimentContextId equals context.Id
            orderby question.Order
            select new { Result = result, question.Question, question.Kind, context.Key }).ToListAsync(cancellationToken);
        var slept = await database.ExperimentNotes.AsNoTracking().Where(notes => notes.ExperimentId == id)
            .GroupBy(notes => new { notes.Passes, notes.Samples })
            .Select(group => new { group.Key.Passes, group.Key.Samples, Tokens = group.Average(notes => (double)notes.Usage.CompletionTokens) })
            .ToListAsync(cancellationToken);
        var contexts = await database.ExperimentContexts.CountAsync(context => context.ExperimentId == id, cancellationToken);
        var questions = await database.ExperimentQuestions.CountAsync(question => question.ExperimentId == id, cancellationToken);
        List<ExperimentCell> cells = [.. rows.Select(row => CellOf(row.Result, row.Kind, $"{row.Key}\n{row.Question}"))];
        var policy = policies.Current;
        return (ExperimentFigures.Of(
            experiment.Plan, experiment.CellCount, cells, slept.ToDictionary(group => (group.Passes, group.Samples), group => group.Tokens),
            (double)questions / contexts, policy.TestTokenPrice, policy.InputTokenPrice), cells);
    }

    private static ExperimentCell CellOf(ExperimentResult result, string kind, string question) => new(
        question, kind, result.Arm, result.Repeat, result.Failure is not null, result.IsRight,
        result.Usage?.PromptTokens ?? 0, result.Usage?.CachedTokens ?? 0, result.Usage?.CompletionTokens ?? 0, (result.Timings?.TotalMs - result.Timings?.QueueMs) ?? 0);
}
