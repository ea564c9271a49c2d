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
        // Without the answers themselves, which are the most of it.
        var rows = await (
            from result in database.ExperimentResults.AsNoTracking()
            where result.ExperimentId == id
            join question in database.ExperimentQuestions on result.ExperimentQuestionId equals question.Id
            join context in database.ExperimentContexts on question.ExperimentContextId equals context.Id
            // As the single answers are listed; Standard has no samples, which puts it first.
            orderby question.Order, result.Samples, result.Passes, result.Verbosity, result.Repeat
            select new
            {
                result.Id, result.Mode, result.Verbosity, result.Passes, result.Samples, result.Repeat, Failed = result.Failure != null, result.IsRight, result.Extracted, result.Usage, result.Timings,
                question.Question, question.Kind, question.LogProbability, context.Key,
            }).ToListAsync(cancellationToken);
        var slept = await (
            from notes in database.ExperimentNotes.AsNoTracking()
            // A sleep that failed cost something else than sleep does.
            where notes.ExperimentId == id && notes.Failure == null
            join context in database.ExperimentContexts on notes.ExperimentContextId equals context.Id
            select new { context.Key, notes.Passes, notes.Samples, Tokens = (double)notes.Usage.CompletionTokens }).ToListAsync(cancellationToken);
        var contexts = await database.ExperimentContexts.CountAsync(context => context.ExperimentId == id, cancellationToken);
        var questions = await database.ExperimentQuestions.CountAsync(question => question.ExperimentId == id, cancellationToken);
        var cells = ExperimentCell.WithShared(
        [
            .. rows.Select(row => new ExperimentCell(
                $"{row.Key}\n{row.Question}", row.Kind, new Arm(row.Mode, row.Verbosity, row.Passes, row.Samples), row.Repeat, row.Failed, row.IsRight,
                row.Usage?.PromptTokens ?? 0, row.Usage?.CachedTokens ?? 0, row.Usage?.CompletionTokens ?? 0, (row.Timings?.TotalMs - row.Timings?.QueueMs) ?? 0)
            {
                Id = row.Id, Given = row.Extracted, LogProbability = row.LogProbability,
            }),
        ]);
        var policy = policies.Current;
        return (ExperimentFigures.Of(
            experiment.Plan, experiment.CellCount, cells, slept.GroupBy(notes => (notes.Passes, notes.Samples)).ToDictionary(group => group.Key, group => group.Average(notes => notes.Tokens)),
            (double)questions / contexts, policy.TestTokenPrice, policy.InputTokenPrice) with
        {
            Slept = slept.DistinctBy(notes => (notes.Key, notes.Passes, notes.Samples)).ToDictionary(notes => (notes.Key, notes.Passes, notes.Samples), notes => notes.Tokens),
        }, cells);
    }
}
