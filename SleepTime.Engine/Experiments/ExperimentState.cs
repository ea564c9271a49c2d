namespace SleepTime.Engine.Experiments;

public enum ExperimentState
{
    /// <summary>Another one runs, or the model is not ready.</summary>
    Queued,

    Running,

    /// <summary>By a person, or because another model is loaded; it can be resumed.</summary>
    Paused,

    /// <summary>Everything that was planned has its result.</summary>
    Completed,

    /// <summary>By a person; what it has stays.</summary>
    Cancelled,

    /// <summary>It cannot go on; what it has stays.</summary>
    Failed,
}
