using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// One step of sleeping: the next pass of the next job, if the model is idle. Everything it needs to know is stored, so
/// that a step after a crash is a step like any other. One step at a time.
/// </summary>
internal sealed partial class SleepStepper(
    SleepGate gate, SleepStore store, SleepCheckpoints checkpoints, SleepMonitor monitor, SleepPassRunner runner,
    SleepStateSaver states, ModelHost host, TimeProvider time, ILogger<SleepStepper> logger)
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
            return task.Job.PassesDone < task.Job.PassesWanted ? await WriteAsync(task, work, stopping) : await FinishAsync(task, work, stopping);
        }
        finally
        {
            monitor.End(work);
        }
    }

    private async Task<bool> WriteAsync(SleepTask task, SleepWork work, CancellationToken stopping)
    {
        GenerationResult result;
        try
        {
            result = await runner.RunAsync(task, work, stopping);
        }
        catch (PromptTooLongException failure)
        {
            // Trying again would end the same way, so that this does not say to.
            return await FailAsync(
                task.Job,
                $"Text and notes have {failure.PromptTokens:N0} tokens and pass {work.Pass} may write {failure.MaxTokens:N0}, which does not fit the context length of the model, {failure.ContextLength:N0}. Shorten or divide the text.");
        }
        catch (Exception failure) when (failure is not (ModelNotReadyException or QueueFullException or OperationCanceledException))
        {
            // Not knowing what it was, do not let one job keep all others from their turn.
            LogUnexpected(logger, failure, task.Job.Id);
            return await FailAsync(
                task.Job, RetryAfter(task.Job, FailureText.Of($"Pass {work.Pass} ended with an unexpected error: {failure.Message}", "The log has the details.")));
        }

        // At a stop nothing is stored: the pass was cut off and is generated again after the next start. When the job was
        // cancelled, that is stored and told already, which wakes the scheduler for the next job.
        if (stopping.IsCancellationRequested || result.Reason == FinishReason.Cancelled)
            return false;
        if (result.Reason == FinishReason.Failed)
            return await FailAsync(task.Job, RetryAfter(task.Job, $"Pass {work.Pass} failed: {result.Failure}"));

        var pass = new SleepPass
        {
            JobId = task.Job.Id,
            Number = work.Pass,
            Text = result.Text,
            FinishReason = result.Reason,
            Usage = result.Usage,
            Timings = result.Timings,
            FinishedAt = time.GetUtcNow(),
        };

        // The work is done and paid for: from here on a stop does not interrupt. Killed before the checkpoint, the pass
        // is generated again and stored once; killed after it, the next step begins after this pass.
        if (!await checkpoints.StorePassAsync(task.Job, pass, work.StepAsideCount, CancellationToken.None))
            return true;
        task.Job.Passes.Add(pass);
        return pass.Number < task.Job.PassesWanted || await FinishAsync(task, work, stopping);
    }

    private async Task<bool> FinishAsync(SleepTask task, SleepWork work, CancellationToken stopping)
    {
        var job = task.Job;
        // Killed before this is stored: the next step finds all passes done and comes here again, with the same notes.
        var model = host.Require();
        var notes = new NotesVersion
        {
            ContextId = job.ContextId,
            ContextVersionId = job.ContextVersionId,
            JobId = job.Id,
            Passes = job.Passes.Count,
            ModelId = model.Id,
            PromptVersion = model.Prompts.Version,
            Usage = job.Passes.Aggregate(TokenUsage.None, (sum, pass) => sum + pass.Usage),
            CreatedAt = time.GetUtcNow(),
        };
        var lines = NotesParser.Parse(job.Passes);
        notes.Lines.AddRange(lines.Select((line, order) => new Note { NotesVersionId = notes.Id, Order = order, Pass = line.Pass, Text = line.Text }));
        // Killed after it, the states of the context are missing on disk: its next first question reads its prompt anew.
        if (await checkpoints.CompleteAsync(job, notes, CancellationToken.None))
            await states.SaveAsync(task, [.. lines.Select(line => line.Text)], work, stopping);
        return true;
    }

    private async Task<bool> FailAsync(SleepJob job, string reason)
    {
        await store.EndAsync(job, SleepJobState.Failed, reason, CancellationToken.None);
        return true;
    }

    private static string RetryAfter(SleepJob job, string cause) =>
        FailureText.Of(cause, job.PassesDone == 0 ? "Retry it." : $"Retry it to go on after pass {job.PassesDone}.");

    [LoggerMessage(Level = LogLevel.Error, Message = "A pass of sleep job {JobId} ended with an unexpected error")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, Guid jobId);
}
