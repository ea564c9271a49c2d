using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gpu;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="Queued">Jobs waiting, without those that a person paused one by one.</param>
/// <param name="IdleAfterMs">Milliseconds until the model counts as idle; null when it is idle or a question runs.</param>
/// <param name="OpensInMs">Milliseconds until the next pass may start, as far as hours and the budget of the day say: 0 when it may now; null when something has to happen first.</param>
/// <param name="TokensToday">Completion tokens that sleep has spent today.</param>
/// <param name="Gpu">What another process does to the GPU when that keeps sleep from starting, else why nobody looks, as a sentence; null when it is free.</param>
/// <param name="DiskFull">Whether sleep waits because the disk is full; it tries again every minute.</param>
/// <param name="PausedJobs">Jobs that a person paused one by one.</param>
public sealed record QueueResponse(
    IdleState State, bool Paused, int Queued, Guid? CurrentJobId, double? IdleAfterMs, double? OpensInMs, long TokensToday, string? Gpu, bool DiskFull, int PausedJobs)
{
    public static QueueResponse From(SleepQueueStatus status, GpuWatch gpu) =>
        new(status.State, status.Paused, status.Queued, status.CurrentJobId, status.IdleAfter?.TotalMilliseconds, status.OpensIn?.TotalMilliseconds, status.TokensToday,
            gpu.Busy ?? gpu.NotRead, status.DiskFull, status.PausedJobs);
}
