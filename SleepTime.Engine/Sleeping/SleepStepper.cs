using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Resleep;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// One step of sleeping: what the next job needs next, if the model is idle. Everything it needs to know is stored, so
/// that a step after a crash is a step like any other. One step at a time.
/// </summary>
internal sealed partial class SleepStepper(
    IdleGate gate, SleepStore store, SleepCheckpoints checkpoints, SleepMonitor monitor, SleepRunner runner, SleepFinisher finisher, JobRenewal renewal,
    SectionSleeper sections, HandEdits edits, TimeProvider time, IOptions<SleepOptions> options, ILogger<SleepStepper> logger)
{
    /// <summary>Does a piece of work, if there is one and leave to do it.</summary>
    /// <returns>How long to wait before the next step: zero to go on at once, null until something changes.</returns>
    /// <exception cref="ModelNotReadyException">The model went away meanwhile; the job waits, at its last checkpoint.</exception>
    /// <exception cref="QueueFullException">The engine has too much background work; the job waits, at its last checkpoint.</exception>
    public async Task<TimeSpan?> StepAsync(CancellationToken stopping)
    {
        var opensIn = gate.OpensIn;
        if (opensIn != TimeSpan.Zero)
            return opensIn;
        if (await checkpoints.FindNextAsync(stopping) is not { } task)
            return null;
        if (task.IsCurrent)
            return await WorkAsync(task, stopping) ? TimeSpan.Zero : null;
        await store.EndAsync(task.Job, SleepJobState.Cancelled, SleepFollower.Superseded, stopping);
        return TimeSpan.Zero;
    }

    private async Task<bool> WorkAsync(SleepTask task, CancellationToken stopping)
    {
        var work = monitor.Begin(task.Job);
        try
        {
            // Killed after the claim: the job says Running and waits again at the next start, at its last checkpoint.
            if (!await checkpoints.ClaimAsync(task.Job, stopping))
                return true;
            if (await renewal.RenewAsync(task.Job, stopping))
                return true;
            return await TryAsync(task, work, stopping);
        }
        finally
        {
            await StoreStepAsidesAsync(task.Job, work);
            monitor.End(work);
        }
    }

    private async Task StoreStepAsidesAsync(SleepJob job, SleepWork work)
    {
        try
        {
            if (work.TakeStepAsides() is > 0 and var times)
                await checkpoints.StoreStepAsidesAsync(job, times, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // A figure only: what the step itself came to is what counts.
            LogAsidesLost(logger, failure, job.Id);
        }
    }

    private async Task<bool> TryAsync(SleepTask whole, SleepWork work, CancellationToken stopping)
    {
        var task = whole;
        try
        {
            await edits.TakeUpAsync(whole.Job, stopping);
            if (await sections.NextAsync(whole, stopping) is not { } next)
                return true;
            (task, work.Section) = (next, next.Section);
            // What follows a pass belongs to it: verdicts, and after the last pass expected questions and the notes, so
            // that a job does not wait for idle time again to put away what it has.
            var goesOn = await DoAsync(task, Next(task), work, stopping);
            while (goesOn && !task.IsDone && Next(task) is var step and not SleepStep.Write)
                goesOn = await DoAsync(task, step, work, stopping);
            return goesOn;
        }
        catch (PromptTooLongException failure)
        {
            // Trying again would end the same way, so that this does not say to.
            return await FailAsync(
                task,
                $"Text and notes have {failure.PromptTokens:N0} tokens and pass {work.Pass} may write {failure.MaxTokens:N0}, which does not fit the context length of the model, {failure.ContextLength:N0}. Shorten or divide the text.");
        }
        catch (Exception failure) when (failure is not (ModelNotReadyException or QueueFullException or OperationCanceledException) && !DiskFull.IsCauseOf(failure))
        {
            // Not knowing what it was, do not let one job keep all others from their turn.
            LogUnexpected(logger, failure, task.Job.Id);
            return await FailAsync(
                task, RetryAfter(task, FailureText.Of($"Pass {work.Pass} ended with an unexpected error: {failure.Message}", "The log has the details.")));
        }
    }

    /// <summary>A part of a long text is asked for no questions: those on the whole are.</summary>
    private static SleepStep Next(SleepTask task) =>
        task is { IsLong: true, Unit: null } ? SleepPlan.OfWhole(task.Job, task.AskedOf) : SleepPlan.Next(task.Job, task.Version.Text, anticipates: task.Unit is null);

    /// <returns>Whether to go on at once; false when the scheduler waits for a change that is told anyway.</returns>
    private Task<bool> DoAsync(SleepTask task, SleepStep step, SleepWork work, CancellationToken stopping) => step switch
    {
        SleepStep.Write write => WriteAsync(task, write, work, stopping),
        SleepStep.Check check => CheckAsync(task, check, work, stopping),
        SleepStep.Anticipate anticipate => AnticipateAsync(task, anticipate, work, stopping),
        SleepStep.Finish finish => FinishAsync(task, finish, work, stopping),
        _ => throw new InvalidOperationException($"A job cannot do {step.GetType().Name}."),
    };

    private async Task<bool> WriteAsync(SleepTask task, SleepStep.Write step, SleepWork work, CancellationToken stopping)
    {
        work.Begin(SleepActivity.Writing);
        var outcomes = await runner.WriteAsync(task, step, work, stopping);
        if (await EndedAsync(task, $"Pass {step.Pass}", outcomes, stopping) is { } ended)
            return ended;

        // The work is done and paid for: from here on a stop does not interrupt. Killed before the checkpoint, the pass
        // is generated again and stored once; killed after it, the next step begins after this pass.
        IReadOnlyList<SleepPass> passes = [.. outcomes.Select(outcome => Pass(task, SleepPassKind.Notes, step.Pass, outcome))];
        if (!await checkpoints.StorePassAsync(task.Job, passes, work.TakeStepAsides(), CancellationToken.None))
            return task.IsDone = true; // Cancelled, paused or deleted meanwhile.
        task.Job.Passes.AddRange(passes);
        task.Job.PassesDone = step.Pass;
        return true;
    }

    private async Task<bool> CheckAsync(SleepTask task, SleepStep.Check step, SleepWork work, CancellationToken stopping)
    {
        work.Begin(SleepActivity.Verifying);
        // A few at a time, each few a checkpoint of its own: killed in between, no verdict that was paid for is asked for again.
        // The first in order, since a line may build on those before it and on no other.
        var some = step.Notes.Where(step.New.Contains).Take(SleepRunner.JudgedAtOnce).ToHashSet();
        IReadOnlyList<SleepOutcome> replies = [];
        async Task<IReadOnlyList<GenerationResult>> JudgeAsync(IReadOnlyList<string> notes)
        {
            replies = await runner.JudgeAsync(task, notes, work, stopping);
            return [.. replies.Select(reply => reply.Result)];
        }
        var asks = options.Value.AskModel && !task.Job.IsSpent;
        var checks = await NoteVerifier.CheckAsync(task.Job.Id, task.Version.Text, step.Notes, some, time.GetUtcNow(), asks ? JudgeAsync : null, JobNotes.StruckOf(task.Job), options.Value.AskModel ? NoteVerifier.TokensSpent : NoteVerifier.NotAsked);
        if (await EndedAsync(task, "Verification", replies, stopping) is { } ended)
            return ended;
        foreach (var check in checks)
            check.Section = task.Section;
        if (!await checkpoints.StoreChecksAsync(task.Job, checks, work.TakeStepAsides(), CancellationToken.None))
            return false;
        task.Job.Checks.AddRange(checks);
        return true;
    }

    private async Task<bool> AnticipateAsync(SleepTask task, SleepStep.Anticipate step, SleepWork work, CancellationToken stopping)
    {
        work.Begin(SleepActivity.Anticipating);
        IReadOnlyList<SleepOutcome> outcomes;
        try
        {
            outcomes = await runner.AnticipateAsync(task, step.Notes, work, stopping);
        }
        catch (PromptTooLongException)
        {
            // Not one note fits: they are worth keeping also where there is no room to foresee questions.
            var nothing = new GenerationResult(FinishReason.EndOfText, "", null, TokenUsage.None, new GenerationTimings(0, 0, 0, null));
            outcomes = [new SleepOutcome(0, nothing, Looped: false, step.Notes.Count)];
        }
        if (await EndedAsync(task, "Writing expected questions", outcomes, stopping) is { } ended)
            return ended;
        IReadOnlyList<SleepPass> questions = [.. outcomes.Select(outcome => Pass(task, SleepPassKind.Questions, number: 0, outcome))];
        if (!await checkpoints.StoreQuestionsAsync(task.Job, questions, work.TakeStepAsides(), CancellationToken.None))
            return false;
        task.Job.Passes.AddRange(questions);
        return true;
    }

    private async Task<bool> FinishAsync(SleepTask task, SleepStep.Finish step, SleepWork work, CancellationToken stopping)
    {
        work.Begin(SleepActivity.Finishing);
        await (task switch
        {
            { Unit: { } unit } => sections.FinishAsync(task, unit, step, work),
            { IsLong: true } => sections.FinishAsync(task, work, stopping),
            _ => finisher.FinishAsync(task, step, work, stopping),
        });
        task.IsDone = true;
        return true;
    }

    /// <summary>
    /// Null when every generation came to its end. At a stop nothing is stored: what was cut off is generated again after
    /// the next start. When the job was cancelled, that is stored and told already, which wakes the scheduler.
    /// </summary>
    private async Task<bool?> EndedAsync(SleepTask task, string what, IReadOnlyList<SleepOutcome> outcomes, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested || outcomes.Any(outcome => outcome.Result.Reason == FinishReason.Cancelled && !outcome.Looped))
            return false;
        // Another model is on its way: the job waits, at its last checkpoint, for what can go on with it.
        if (outcomes.FirstOrDefault(outcome => outcome.Result.EngineStopped) is { } stopped)
            throw new ModelNotReadyException(stopped.Result.Failure!, willBeReady: true);
        if (outcomes.FirstOrDefault(outcome => outcome.Result.Reason == FinishReason.Failed) is { } failed)
            return await FailAsync(task, RetryAfter(task, $"{what} failed: {failed.Result.Failure}"));
        return null;
    }

    private SleepPass Pass(SleepTask task, SleepPassKind kind, int number, SleepOutcome outcome) => outcome.ToPass(task.Job.Id, kind, number, time.GetUtcNow(), task.Section);

    private async Task<bool> FailAsync(SleepTask task, string reason)
    {
        await store.EndAsync(task.Job, SleepJobState.Failed, reason, CancellationToken.None);
        task.IsDone = true;
        return true;
    }

    private static string RetryAfter(SleepTask task, string cause) => FailureText.Of(cause, (task.Section, task.Job.PassesDone) switch
    {
        (> 1, 0) => $"Retry it to go on with section {task.Section}.",
        (_, 0) => "Retry it.",
        (> 0, var done) => $"Retry it to go on after pass {done} of section {task.Section}.",
        (_, var done) => $"Retry it to go on after pass {done}.",
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "How often sleep job {JobId} stepped aside could not be stored")]
    private static partial void LogAsidesLost(ILogger logger, Exception exception, Guid jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A pass of sleep job {JobId} ended with an unexpected error")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, Guid jobId);
}
