using Microsoft.Extensions.Options;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Scoring;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Experiments.Running;

/// <summary>
/// Does what is missing of one context of an experiment: sleep, scores, answers. Its parts run side by side, so that the
/// engine's batches are full and all answers share what they begin with. Thread-safe.
/// </summary>
internal sealed class PieceRunner(
    ExperimentStore store, ExperimentSleeper sleeper, ExperimentAsker asker, QuestionScorer scorer, GenerationService generation, ModelHost host, IOptions<GenerationOptions> options, TimeProvider time)
{
    /// <param name="room">How many answers may be on their way at once, over all contexts.</param>
    /// <param name="answered">Called when an answer is stored.</param>
    /// <exception cref="ModelNotReadyException">The model went away meanwhile.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what is stored stays.</exception>
    public async Task RunAsync(ExperimentPlan plan, Guid contextId, SemaphoreSlim room, Action answered, CancellationToken stopping)
    {
        var piece = await store.LoadAsync(contextId, stopping);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);

        async Task AskAsync(ExperimentQuestion question, Arm arm, int repeat, ExperimentNotes? notes)
        {
            await room.WaitAsync(cancel.Token);
            try
            {
                await store.StoreAsync(await asker.AskAsync(plan, piece.Context, question, arm, repeat, notes, cancel.Token));
            }
            finally
            {
                room.Release();
            }
            answered();
        }

        async Task ArmsAsync(IGrouping<(int Passes, int Samples), Arm> arms)
        {
            var missing = (from question in piece.Context.Questions
                           from arm in arms
                           from repeat in Enumerable.Range(0, plan.Repeats)
                           where !piece.Done.Contains((question.Id, arm, repeat))
                           select (question, arm, repeat)).ToList();
            if (missing.Count == 0)
                return;
            var notes = arms.Key.Passes == 0 ? null : await NotesAsync(plan, piece, arms.Key, cancel.Token);
            await Task.WhenAll(missing.Select(cell => GuardAsync(AskAsync(cell.question, cell.arm, cell.repeat, notes))));
        }

        // One that fails stops the others at once; all have ended before this does.
        async Task GuardAsync(Task task)
        {
            try
            {
                await task;
            }
            catch
            {
                await cancel.CancelAsync();
                throw;
            }
        }

        try
        {
            await Task.WhenAll([.. plan.Arms.GroupBy(arm => arm.Sleep).Select(arms => GuardAsync(ArmsAsync(arms))), GuardAsync(ScoreAsync(plan, piece, cancel.Token))]);
        }
        finally
        {
            await TryForgetAsync(contextId);
        }
    }

    /// <summary>Nobody asks about it any more, or not for now: it must not keep the team's own texts out of the caches.</summary>
    private async Task TryForgetAsync(Guid contextId)
    {
        try
        {
            await generation.ForgetContextAsync(contextId);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // How the work itself ended is what counts; the sweep of the next start takes the file away.
        }
    }

    private async Task<ExperimentNotes> NotesAsync(ExperimentPlan plan, ExperimentPiece piece, (int Passes, int Samples) sleep, CancellationToken stopping)
    {
        if (piece.Notes.FirstOrDefault(notes => (notes.Passes, notes.Samples) == sleep) is { } stored)
            return stored;
        var made = await sleeper.SleepAsync(piece.Context, plan.Seed, sleep.Passes, sleep.Samples, stopping);
        await store.StoreAsync(made);
        return made;
    }

    private async Task ScoreAsync(ExperimentPlan plan, ExperimentPiece piece, CancellationToken stopping)
    {
        var unscored = piece.Context.Questions.Where(question => question.LogProbability is null).ToList();
        if (!plan.Predictability || unscored.Count == 0)
            return;
        var task = sleeper.TaskOf(piece.Context, plan.Seed, passes: 1, samples: 1, host.Require());
        foreach (var some in unscored.Chunk(Math.Min(ScoringRequest.MaxContinuations, options.Value.GroupLimitOf(task.Class))))
        {
            var scores = await TryScoreAsync(task, [.. some.Select(question => question.Question)], stopping);
            await store.StoreScoresAsync([.. some.Zip(scores, (question, score) => (question.Id, score))]);
        }
    }

    /// <summary>Waits for room. What can never be scored stays without.</summary>
    private async Task<IReadOnlyList<double?>> TryScoreAsync(SleepTask task, IReadOnlyList<string> questions, CancellationToken stopping)
    {
        try
        {
            return await Patience.WhenThereIsRoomAsync(() => scorer.MeasureAsync(task, questions, follow: null, stopping), time, stopping);
        }
        catch (ScoringFailedException failure) when (failure.EngineStopped)
        {
            throw new ModelNotReadyException(failure.Message, willBeReady: true);
        }
        catch (PromptTooLongException) when (questions.Count > 1)
        {
            List<double?> scores = [];
            foreach (var question in questions)
                scores.AddRange(await TryScoreAsync(task, [question], stopping));
            return scores;
        }
        catch (Exception failure) when (failure is PromptTooLongException or ScoringFailedException)
        {
            return new double?[questions.Count];
        }
    }
}
