using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>One job as lists and pages show it.</summary>
/// <param name="Passes">What wrote notes, in order; of runs side by side all. Lines that it began with stand first, as number 0.</param>
/// <param name="Questions">What wrote the questions that it expects; null before that.</param>
/// <param name="Checks">Verdicts so far, in no order.</param>
/// <param name="Live">What it is writing, while it runs.</param>
/// <param name="Samples">Runs side by side, 1 or more.</param>
/// <param name="CanRetry">Whether a failed or cancelled job can be put back: the text was not edited since, and no other job works on it.</param>
/// <param name="IsFirst">It is the first of all that wait.</param>
/// <param name="IsLast">It is the last of all that wait.</param>
/// <param name="Worth">Why sleep is worth it here, in words and numbers, as the gate or a person decided last; null when nobody did.</param>
/// <param name="ExpectedTokens">Completion tokens that it was expected to take, judged by other texts; null when nobody did.</param>
/// <param name="Sections">How many parts of a long text it works on one after the other, as far as is known; null for a text that fits. Passes and checks are those of the present part then.</param>
/// <param name="SectionsDone">How many of them have notes.</param>
public sealed record SleepJobView(
    Guid Id, Guid ContextId, string ContextTitle, int ContextVersion, SleepJobState State, int PassesWanted, int PassesDone, int StepAsideCount,
    TokenUsage Usage, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, SleepEnd? End, string? FailureReason, bool Paused,
    IReadOnlyList<SleepPass> Passes, SleepPass? Questions, IReadOnlyList<NoteCheck> Checks, SleepProgress? Live, int Samples = 1,
    bool CanRetry = true, bool IsFirst = false, bool IsLast = false, string? Worth = null, double? ExpectedTokens = null, int? Sections = null, int SectionsDone = 0);

/// <summary>What a job is at.</summary>
public enum SleepActivity
{
    /// <summary>Writing notes.</summary>
    Writing,

    /// <summary>Verifying what it wrote.</summary>
    Verifying,

    /// <summary>Writing the questions that it expects.</summary>
    Anticipating,

    /// <summary>Storing notes and states.</summary>
    Finishing,
}

/// <summary>What is being written.</summary>
/// <param name="Pass">From 1.</param>
/// <param name="TextSoFar">Of runs side by side, that of the first.</param>
/// <param name="Tokens">Of all runs.</param>
/// <param name="TokensPerSecond">Null for the first tokens, too few to measure by.</param>
/// <param name="SteppedAside">True while the job waits for a question.</param>
/// <param name="Section">Which part of a long text it is about, from 1; 0 for a whole text.</param>
public sealed record SleepProgress(Guid JobId, int Pass, SleepActivity Activity, string TextSoFar, int Tokens, double? TokensPerSecond, bool SteppedAside, int Section = 0);

/// <summary>Why nothing is asleep right now, or that something is.</summary>
public enum IdleState
{
    /// <summary>Questions are being answered, or were until less than the idle time ago.</summary>
    Busy,

    /// <summary>Idle and nothing to do.</summary>
    Idle,

    /// <summary>Idle and working on a sleep job.</summary>
    Sleeping,

    /// <summary>A person paused the queue.</summary>
    Paused,

    /// <summary>The policy does not let it begin at this time of the day.</summary>
    OutOfHours,

    /// <summary>The tokens of the day are spent.</summary>
    BudgetSpent,

    /// <summary>Another process loads the GPU.</summary>
    GpuBusy,

    /// <summary>The model is loading or failed.</summary>
    NoModel,
}

/// <param name="Queued">Jobs waiting, without those that a person paused.</param>
/// <param name="CurrentJobId">The job being worked on.</param>
/// <param name="IdleAfter">Time left until the model counts as idle, null when it is idle or a question runs.</param>
/// <param name="OpensIn">Time until the next pass may start, as far as hours and the budget of the day say.</param>
/// <param name="TokensToday">Completion tokens spent today.</param>
/// <param name="DiskFull">Whether sleep waits because the disk is full; it tries again by itself.</param>
/// <param name="PausedJobs">Jobs that a person paused one by one.</param>
public sealed record SleepQueueStatus(
    IdleState State, bool Paused, int Queued, Guid? CurrentJobId, TimeSpan? IdleAfter, TimeSpan? OpensIn = null, long TokensToday = 0, bool DiskFull = false, int PausedJobs = 0);

public enum JobCommandResult
{
    Done,
    NotFound,

    /// <summary>The job's state does not allow it, such as cancelling a finished job.</summary>
    NotPossible,
}
