using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.FollowUps;

/// <summary>Finds what was asked and answered before a follow-up question. Thread-safe.</summary>
internal sealed class FollowUpReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <summary>Most earlier questions that a prompt is given.</summary>
    public const int MostTurns = 3;

    /// <summary>
    /// What each mode follows up: its own run of the comparison before, so that no mode reads what the other wrote; the
    /// run itself where the mode was not asked then.
    /// </summary>
    /// <returns>Empty for a question of its own.</returns>
    /// <exception cref="InvalidQuestionException">The run that is followed up is gone, or about another context.</exception>
    public async Task<IReadOnlyDictionary<AnswerMode, FollowUp>> FindAsync(AskRequest request, CancellationToken cancellationToken)
    {
        var found = new Dictionary<AnswerMode, FollowUp>();
        if (request.Turns.Count > 0)
            return request.Modes.ToDictionary(mode => mode, _ => new FollowUp(null, [.. request.Turns.TakeLast(MostTurns).Select(turn => Turn(turn.Question, turn.Answer))]));
        if (request.FollowsRunId is not { } runId)
            return found;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var runs = database.Runs.AsNoTracking().Where(run => run.ContextId == request.ContextId);
        var followed = await runs.SingleOrDefaultAsync(run => run.Id == runId, cancellationToken)
            ?? throw new InvalidQuestionException("followsRunId", $"There is no run {runId} on this context to follow up. Ask it as a question of its own, or choose a run of this context.");
        foreach (var mode in request.Modes)
        {
            var before = followed.Mode == mode || followed.ComparisonId is null ? followed
                : await runs.FirstOrDefaultAsync(run => run.ComparisonId == followed.ComparisonId && run.Mode == mode, cancellationToken) ?? followed;
            found[mode] = new FollowUp(before.Id, await ReadTurnsAsync(runs, before, cancellationToken));
        }
        return found;
    }

    private static async Task<IReadOnlyList<PromptTurn>> ReadTurnsAsync(IQueryable<Run> runs, Run last, CancellationToken cancellationToken)
    {
        List<PromptTurn> turns = [];
        Run? run = last;
        for (var steps = 0; run is not null && steps < MostTurns; steps++)
        {
            if (run.State == RunState.Completed)
                turns.Insert(0, Turn(run.Question, run.Answer));
            var before = run.FollowsRunId;
            run = before is null ? null : await runs.SingleOrDefaultAsync(earlier => earlier.Id == before, cancellationToken);
        }
        return turns;
    }

    /// <summary>What was answered, without what led to it.</summary>
    private static PromptTurn Turn(string question, string reply) => new(question, AnswerParser.FinalAnswer(reply) ?? ThoughtText.Split(reply).Said.Trim());
}
