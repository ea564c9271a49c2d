namespace SleepTime.Engine.Answering;

public enum RunState
{
    Queued,
    Running,
    Completed,

    /// <summary>Stopped by a person; what was written is kept.</summary>
    Cancelled,

    /// <summary>Ended without an answer; <see cref="Run.FailureReason"/> says why.</summary>
    Failed,
}
