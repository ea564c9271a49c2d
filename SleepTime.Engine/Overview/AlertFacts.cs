using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Engine.Overview;

/// <summary>Contexts of which something is true.</summary>
/// <param name="First">At most <see cref="Alert.MostContexts"/> of them.</param>
public sealed record ContextsFound(int Count, IReadOnlyList<ContextName> First)
{
    public static ContextsFound None { get; } = new(0, []);
}

/// <summary>Jobs that failed within the last day and whose contexts have got no job since.</summary>
/// <param name="Latest">What the last of them was about; null when there is none.</param>
/// <param name="Reason">Why that one failed, as it was stored.</param>
public sealed record FailedJobs(int Count, ContextName? Latest, string? Reason)
{
    public static FailedJobs None { get; } = new(0, null, null);
}

/// <summary>Everything that alerts are made from, at one moment.</summary>
/// <param name="RunningSince">When the server began to look.</param>
/// <param name="GpuBusy">What another process does to the GPU, as a sentence; null when it is free, or nobody can tell.</param>
/// <param name="OldestWaiting">When the oldest job was made that waits and that nobody paused; null when none waits.</param>
/// <param name="LastPass">When sleep stored something last; null when it never did.</param>
/// <param name="Stale">Contexts whose notes are out of date, with no job that makes new ones.</param>
/// <param name="Refuted">Contexts more than half of whose newest notes failed verification.</param>
public sealed record AlertFacts(
    DateTimeOffset At, DateTimeOffset RunningSince, ModelState Model, string? ModelFailure, SleepQueueStatus Sleep, SleepPolicy Policy, string? GpuBusy,
    DateTimeOffset? OldestWaiting, DateTimeOffset? LastPass, FailedJobs Failed, ContextsFound Stale, ContextsFound Refuted);
