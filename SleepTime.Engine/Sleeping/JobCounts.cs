namespace SleepTime.Engine.Sleeping;

/// <summary>How many jobs stand where.</summary>
/// <param name="Waiting">Without those that a person paused.</param>
/// <param name="Paused">Of those that wait, the ones that a person paused.</param>
public sealed record JobCounts(int Running, int Waiting, int Paused, int Completed, int Failed, int Cancelled)
{
    public int All => Running + Waiting + Paused + Completed + Failed + Cancelled;
}
