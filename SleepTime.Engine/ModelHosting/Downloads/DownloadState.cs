namespace SleepTime.Engine.ModelHosting.Downloads;

public enum DownloadState
{
    /// <summary>Waits for those before it.</summary>
    Queued,

    Running,

    /// <summary>By a person, or by an end of the server.</summary>
    Paused,

    Failed,

    Completed,
}
