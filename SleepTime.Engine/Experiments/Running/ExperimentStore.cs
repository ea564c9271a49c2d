using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments.Running;

/// <summary>A context of an experiment with what is stored of it.</summary>
internal sealed record ExperimentPiece(ExperimentContext Context, IReadOnlyList<ExperimentNotes> Notes, IReadOnlySet<(Guid QuestionId, Arm Arm, int Repeat)> Done);

/// <summary>
/// How far experiments have come, in a way that survives the process being killed at any moment: notes and answers are
/// stored one by one, each in one transaction, and what to do next follows from what is there. Thread-safe.
/// </summary>
internal sealed class ExperimentStore(IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time)
{
    /// <summary>The one to go on with: that which was begun, else the one that waits longest; null when there is none.</summary>
    public async Task<Experiment?> FindNextAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Experiments.AsNoTracking()
            .Where(experiment => experiment.State == ExperimentState.Running || experiment.State == ExperimentState.Queued)
            .OrderByDescending(experiment => experiment.State == ExperimentState.Running).ThenBy(experiment => experiment.CreatedAt).ThenBy(experiment => experiment.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Killed after it, the experiment says Running and is gone on with at the next start. False when it was paused, cancelled or deleted meanwhile.</summary>
    public async Task<bool> BeginAsync(Experiment experiment, HostedModel model, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Experiments
            .Where(stored => stored.Id == experiment.Id && (stored.State == ExperimentState.Queued || stored.State == ExperimentState.Running))
            .ExecuteUpdateAsync(
                set => set.SetProperty(stored => stored.State, ExperimentState.Running)
                    .SetProperty(stored => stored.StartedAt, stored => stored.StartedAt ?? now)
                    .SetProperty(stored => stored.ModelId, model.Id)
                    .SetProperty(stored => stored.PromptVersion, model.Prompts.Version),
                cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<Guid>> ContextsAsync(Guid experimentId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ExperimentContexts.Where(context => context.ExperimentId == experimentId).OrderBy(context => context.Order).Select(context => context.Id).ToListAsync(cancellationToken);
    }

    public async Task<ExperimentPiece> LoadAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var context = await database.ExperimentContexts.AsNoTracking().Include(context => context.Questions.OrderBy(question => question.Order)).SingleAsync(context => context.Id == contextId, cancellationToken);
        var notes = await database.ExperimentNotes.AsNoTracking().Where(notes => notes.ExperimentContextId == contextId).ToListAsync(cancellationToken);
        var done = await database.ExperimentResults
            .Where(result => database.ExperimentQuestions.Any(question => question.Id == result.ExperimentQuestionId && question.ExperimentContextId == contextId))
            .Select(result => new { result.ExperimentQuestionId, result.Mode, result.Verbosity, result.Passes, result.Samples, result.Repeat })
            .ToListAsync(cancellationToken);
        return new ExperimentPiece(context, notes, done.Select(cell => (cell.ExperimentQuestionId, new Arm(cell.Mode, cell.Verbosity, cell.Passes, cell.Samples), cell.Repeat)).ToHashSet());
    }

    /// <summary>Killed before it, the sleep or the answer is generated again; killed after it, never.</summary>
    public async Task StoreAsync(object notesOrResult)
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        database.Add(notesOrResult);
        await database.SaveChangesAsync(CancellationToken.None);
    }

    public async Task StoreScoresAsync(IReadOnlyList<(Guid QuestionId, double? LogProbability)> scores)
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        foreach (var (id, score) in scores)
            await database.ExperimentQuestions.Where(question => question.Id == id).ExecuteUpdateAsync(set => set.SetProperty(question => question.LogProbability, score), CancellationToken.None);
    }

    /// <summary>Moves an experiment to another state, if it is in one of <paramref name="from"/>.</summary>
    /// <param name="reason">Why it failed; null else.</param>
    public async Task<bool> MoveAsync(Guid id, IReadOnlyList<ExperimentState> from, ExperimentState to, string? reason, CancellationToken cancellationToken)
    {
        DateTimeOffset? ended = to is ExperimentState.Completed or ExperimentState.Cancelled or ExperimentState.Failed ? time.GetUtcNow() : null;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Experiments.Where(experiment => experiment.Id == id && from.Contains(experiment.State)).ExecuteUpdateAsync(
            set => set.SetProperty(experiment => experiment.State, to).SetProperty(experiment => experiment.FinishedAt, ended).SetProperty(experiment => experiment.FailureReason, reason),
            cancellationToken) == 1;
    }

    public async Task AddTimeAsync(Guid id, TimeSpan ran)
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        await database.Experiments.Where(experiment => experiment.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.RanMs, experiment => experiment.RanMs + ran.TotalMilliseconds), CancellationToken.None);
    }
}
