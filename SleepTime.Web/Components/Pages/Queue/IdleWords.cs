using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Web.Components.Layout;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>Why the model sleeps right now, or why it does not.</summary>
public static class IdleWords
{
    /// <param name="current">The job that is being worked on.</param>
    /// <param name="policy">Its hours and its budget.</param>
    /// <param name="gpu">Who else uses the GPU.</param>
    public static ModelStateLine Describe(SleepQueueStatus queue, ModelStatus model, EngineLoad load, SleepJobView? current, SleepPolicy policy, GpuWatch? gpu = null) =>
        DescribeBy(queue, model, load, current?.ContextTitle, policy, queue.State == IdleState.GpuBusy ? gpu?.Busy : null);

    /// <summary>As above, where no more than the title of what is slept on is known.</summary>
    /// <param name="gpuBusy">What another process does to the GPU, as a sentence.</param>
    public static ModelStateLine DescribeBy(SleepQueueStatus queue, ModelStatus model, EngineLoad load, string? current, SleepPolicy policy, string? gpuBusy) => queue.State switch
    {
        IdleState.NoModel => model.State == ModelState.Failed
            ? new("No model", model.Failure ?? "The model could not be loaded.", Tone.Bad, false)
            : new("Model loading", $"{model.LoadProgress * 100:0} % loaded. Sleep begins once it is ready and idle.", Tone.Busy, true),
        IdleState.Paused => new("Paused", $"{Jobs(queue.Queued)} until you resume the queue. Questions are answered as ever.", Tone.Warning, false),
        IdleState.OutOfHours => new("Outside its hours", $"Sleep may begin {Hours(policy)}. {GoesOn(queue)}", Tone.Quiet, false),
        IdleState.BudgetSpent => new("Budget spent", $"{NumberWords.Of(queue.TokensToday, "token")} {(queue.TokensToday == 1 ? "is" : "are")} spent today; the team allows {NumberWords.Count(policy.TokensPerDay)}. {GoesOn(queue)}", Tone.Warning, false),
        IdleState.Sleeping or IdleState.Idle when queue.DiskFull =>
            new("Disk full", "What sleep wrote could not be stored. Make room on the disk: it tries again every minute, and no notes are lost.", Tone.Bad, false),
        IdleState.Sleeping => current is null
            ? new("Sleeping", "The model is idle and makes notes.", Tone.Asleep, true)
            : new("Sleeping", $"The model is idle and makes notes on “{current}”.", Tone.Asleep, true),
        IdleState.Busy when load.Questions > 0 => current is null
            ? new("Awake", "Questions come first. Sleep begins when they are answered.", Tone.Busy, true)
            : new("Stepped aside", $"“{current}” waits, its state kept, while a question is answered.", Tone.Busy, true),
        IdleState.Busy when load.Elsewhere > 0 => new("Busy elsewhere", $"The remote engine works on {NumberWords.Of(load.Elsewhere, "request")} of others. {Jobs(queue.Queued)} until it is idle.", Tone.Quiet, false),
        IdleState.Busy => new("Almost idle", queue.IdleAfter is { } left ? $"Idle in {DurationWords.Span(left)} if nobody asks." : "Idle in a moment if nobody asks.", Tone.Good, false),
        IdleState.GpuBusy => new("GPU in use", $"{gpuBusy ?? "Another process uses the GPU."} {Jobs(queue.Queued)}.", Tone.Quiet, false),
        _ => new("Idle", ModelStateWords.NothingStarts(queue), Tone.Good, false),
    };

    private static string Hours(SleepPolicy policy) => policy is { From: { } from, Until: { } until } ? $"from {from:HH:mm} to {until:HH:mm}" : "at any time";

    private static string GoesOn(SleepQueueStatus queue) =>
        $"{(queue.Queued == 0 ? "Nothing waits" : Jobs(queue.Queued))}{(queue.OpensIn is { } left ? $"; sleep may go on in {DurationWords.Span(left)}." : ".")}";

    private static string Jobs(int queued) => queued == 0 ? "Nothing starts" : $"{NumberWords.Of(queued, "job")} {(queued == 1 ? "waits" : "wait")}";
}
