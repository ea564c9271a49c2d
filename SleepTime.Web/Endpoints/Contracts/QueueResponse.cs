using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="Queued">Jobs waiting.</param>
/// <param name="IdleAfterMs">Milliseconds until the model counts as idle; null when it is idle or a question runs.</param>
public sealed record QueueResponse(IdleState State, bool Paused, int Queued, Guid? CurrentJobId, double? IdleAfterMs)
{
    public static QueueResponse From(SleepQueueStatus status) =>
        new(status.State, status.Paused, status.Queued, status.CurrentJobId, status.IdleAfter?.TotalMilliseconds);
}
