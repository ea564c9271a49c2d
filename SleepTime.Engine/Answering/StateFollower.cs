using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Answering;

/// <summary>
/// Gives up the KV states of a context that is about to go: they hold its text. The last of the followers, since until
/// runs and sleep on it have ended, the engine keeps what they computed.
/// </summary>
internal sealed class StateFollower(GenerationService generation) : IContextFollower
{
    /// <summary>An edit leaves them: no new question begins like the old text, so that they are the next to make room.</summary>
    public Task OnVersionStoredAsync(Guid contextId, Guid versionId, string owner, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task OnDeletingAsync(Guid contextId, CancellationToken cancellationToken) => generation.ForgetContextAsync(contextId).WaitAsync(cancellationToken);
}
