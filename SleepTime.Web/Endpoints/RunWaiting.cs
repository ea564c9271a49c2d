using SleepTime.Engine.Answering;

namespace SleepTime.Web.Endpoints;

internal static class RunWaiting
{
    /// <summary>Waits until a run has ended and returns it as stored; giving up waiting does not stop it.</summary>
    public static async Task<Run> WaitForEndAsync(this RunRegistry registry, Guid runId, CancellationToken cancellationToken)
    {
        var end = await registry.WatchAsync(runId, cancellationToken).OfType<RunEnded>().FirstAsync(cancellationToken);
        return end.Run;
    }
}
