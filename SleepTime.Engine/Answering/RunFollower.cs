using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Answering;

/// <summary>Ends the runs on a context that is about to go. An edit leaves them alone: they answer from the version that was asked about.</summary>
internal sealed class RunFollower(RunRegistry registry) : IContextFollower
{
    public Task OnVersionStoredAsync(Guid contextId, Guid versionId, string owner, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task OnDeletingAsync(Guid contextId, CancellationToken cancellationToken) => registry.CancelAllOfAsync(contextId, cancellationToken);
}
