using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments.Answers;

/// <summary>The single answers of experiments. Thread-safe.</summary>
public sealed class ExperimentAnswers(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <summary>These answers, in the order of <paramref name="ids"/>; those that are gone are left out.</summary>
    /// <param name="ids">A few hundred at most.</param>
    public async Task<IReadOnlyList<ExperimentAnswer>> ReadAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = (await Of(database, row => ids.Contains(row.Result.Id)).ToListAsync(cancellationToken)).ToDictionary(row => row.Result.Id, row => row.Finished());
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <returns>Null when the experiment has no such answer.</returns>
    public async Task<ExperimentAnswerDetails?> FindAsync(Guid experimentId, Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if ((await Of(database, row => row.ExperimentId == experimentId && row.Result.Id == id).ToListAsync(cancellationToken)).SingleOrDefault() is not { } row)
            return null;
        var context = await database.ExperimentContexts.AsNoTracking().SingleAsync(context => context.Id == row.ContextId, cancellationToken);
        var notes = await database.ExperimentNotes.AsNoTracking()
            .SingleOrDefaultAsync(notes => notes.ExperimentContextId == row.ContextId && notes.Passes == row.Result.Passes && notes.Samples == row.Result.Samples, cancellationToken);
        return new ExperimentAnswerDetails(row.Finished(), context.Text, notes?.Lines);
    }

    private static IQueryable<Row> Of(SleepTimeDbContext database, System.Linq.Expressions.Expression<Func<Row, bool>> which) =>
        (from result in database.ExperimentResults.AsNoTracking()
         join question in database.ExperimentQuestions on result.ExperimentQuestionId equals question.Id
         join context in database.ExperimentContexts on question.ExperimentContextId equals context.Id
         join notes in database.ExperimentNotes on new { ContextId = context.Id, result.Passes, result.Samples } equals new { ContextId = notes.ExperimentContextId, notes.Passes, notes.Samples } into made
         from notes in made.DefaultIfEmpty()
         select new Row
         {
             Result = result, ExperimentId = result.ExperimentId, ContextId = context.Id, Order = question.Order, Key = context.Key,
             Question = question.Question, Expected = question.Expected, Kind = question.Kind, LogProbability = question.LogProbability,
             SleepTokens = notes == null ? null : notes.Usage.CompletionTokens,
         })
        .Where(which);

    private sealed class Row
    {
        public required ExperimentResult Result { get; init; }

        public required Guid ExperimentId { get; init; }

        public required Guid ContextId { get; init; }

        public required int Order { get; init; }

        public required string Key { get; init; }

        public required string Question { get; init; }

        public required string Expected { get; init; }

        public required string Kind { get; init; }

        public double? LogProbability { get; init; }

        public int? SleepTokens { get; init; }

        public ExperimentAnswer Finished() => new(
            Result.Id, Order, Key, Question, Expected, Kind, LogProbability, Result.Arm, Result.Repeat,
            Result.Answer, Result.Extracted, Result.IsRight, Result.FinishReason, SleepTokens, Result.Usage, Result.Timings, Result.Failure, Result.FinishedAt);
    }
}
