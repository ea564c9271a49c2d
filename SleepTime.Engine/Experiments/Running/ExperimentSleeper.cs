using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Experiments.Running;

/// <summary>
/// Sleeps on a context of an experiment by the very plan, passes and verification of sleep, in the class of experiments and
/// without a job in the queue: it is done in one go, or again. Thread-safe.
/// </summary>
internal sealed class ExperimentSleeper(ModelHost host, SleepRunner runner, TimeProvider time, IOptions<SleepOptions> options)
{
    /// <exception cref="ModelNotReadyException">The model went away meanwhile.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing of it counts.</exception>
    public async Task<ExperimentNotes> SleepAsync(ExperimentContext context, uint seed, int passes, int samples, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        var model = host.Require();
        var task = TaskOf(context, seed, passes, samples, model);
        string? failure = null;
        try
        {
            failure = await DoAsync(task, stopping);
        }
        catch (PromptTooLongException tooLong)
        {
            failure = tooLong.Message;
        }
        IReadOnlyList<Note> lines = failure is null ? SleepFinisher.Lines(task.Job.Id, task.Job, context.Text, MergedOf(task.Job)) : [];
        var chosen = NotesChoice.ForQuestions([.. lines.Where(line => !line.Struck).Select(RankedNote.Of)], context.Text, model);
        return new ExperimentNotes
        {
            ExperimentId = context.ExperimentId,
            ExperimentContextId = context.Id,
            Passes = passes,
            Samples = samples,
            Lines = string.Join('\n', chosen.Lines),
            LeftOut = chosen.LeftOut,
            Struck = lines.Count(line => line.Struck),
            Usage = task.Job.Usage,
            TookMs = time.GetElapsedTime(started).TotalMilliseconds,
            Failure = failure,
        };
    }

    /// <summary>A question scored as sleep scores those that it expects needs such a task too.</summary>
    public SleepTask TaskOf(ExperimentContext context, uint seed, int passes, int samples, HostedModel model)
    {
        var now = time.GetUtcNow();
        var job = new SleepJob
        {
            Id = IdOf(context, seed, passes, samples),
            ContextId = context.Id,
            ContextVersionId = context.Id,
            Owner = OwnerOf(context.ExperimentId),
            PassesWanted = Math.Min(passes, model.Prompts.SleepPasses),
            Samples = samples,
            MinNewNotes = options.Value.MinNewNotes,
            CreatedAt = now,
        };
        var version = new ContextVersion { Id = context.Id, ContextId = context.Id, Number = 1, Text = context.Text, ContentHash = "", Tokens = 0, CreatedAt = now };
        return new SleepTask(job, version, IsCurrent: true, options.Value.SampleTemperature) { Class = GenerationClass.Experiment };
    }

    /// <summary>Whom the engine shares itself between among experiments.</summary>
    public static string OwnerOf(Guid experimentId) => $"experiment {experimentId}";

    /// <returns>Why it failed, in a sentence; null when it came to its end.</returns>
    private async Task<string?> DoAsync(SleepTask task, CancellationToken stopping)
    {
        var job = task.Job;
        var work = new SleepWork(job, _ => { }, time);
        while (true)
        {
            switch (SleepPlan.Next(job, task.Version.Text))
            {
                case SleepStep.Write write:
                    var outcomes = await Patience.WhenThereIsRoomAsync(() => runner.WriteAsync(task, write, work, stopping), time, stopping);
                    if (FailureOf(outcomes, stopping) is { } failed)
                        return failed;
                    job.Passes.AddRange(outcomes.Select(outcome => outcome.ToPass(job.Id, SleepPassKind.Notes, write.Pass, time.GetUtcNow())));
                    job.PassesDone = write.Pass;
                    break;
                case SleepStep.Check check:
                    if (await CheckAsync(task, check, work, stopping) is { } unchecked_)
                        return unchecked_;
                    break;
                default:
                    // Expected questions are for people who have yet to ask.
                    return null;
            }
        }
    }

    private async Task<string?> CheckAsync(SleepTask task, SleepStep.Check step, SleepWork work, CancellationToken stopping)
    {
        IReadOnlyList<SleepOutcome> replies = [];
        async Task<IReadOnlyList<GenerationResult>> JudgeAsync(IReadOnlyList<string> notes)
        {
            replies = await Patience.WhenThereIsRoomAsync(() => runner.JudgeAsync(task, notes, work, stopping), time, stopping);
            return [.. replies.Select(reply => reply.Result)];
        }
        var some = step.Notes.Where(step.New.Contains).Take(SleepRunner.JudgedAtOnce).ToHashSet();
        var checks = await NoteVerifier.CheckAsync(
            task.Job.Id, task.Version.Text, step.Notes, some, time.GetUtcNow(), options.Value.AskModel ? JudgeAsync : null, JobNotes.StruckOf(task.Job));
        if (FailureOf(replies, stopping) is { } failed)
            return failed;
        task.Job.Checks.AddRange(checks);
        return null;
    }

    private static string? FailureOf(IReadOnlyList<SleepOutcome> outcomes, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        if (outcomes.FirstOrDefault(outcome => outcome.Result.EngineStopped) is { } stopped)
            throw new ModelNotReadyException(stopped.Result.Failure!, willBeReady: true);
        return outcomes.FirstOrDefault(outcome => outcome.Result.Reason == FinishReason.Failed)?.Result.Failure;
    }

    private static IReadOnlyList<MergedNote> MergedOf(SleepJob job) => NotesMerger.Merge(job.Passes, job.Checks.ToDictionary(check => check.Text));

    // What is drawn follows from the id: the same seed on the same text draws alike.
    private static Guid IdOf(ExperimentContext context, uint seed, int passes, int samples) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\0{passes}\0{samples}\0{context.Text}")).AsSpan(0, 16));
}
