namespace SleepTime.Engine.Sleeping;

public enum SleepJobState
{
    /// <summary>Waits for the model to be idle; also a job that a question or a restart interrupted.</summary>
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}
