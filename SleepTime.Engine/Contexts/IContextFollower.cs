namespace SleepTime.Engine.Contexts;

/// <summary>
/// What other features do when a context changes: Sleeping queues a job for a new version, Answering and Sleeping end
/// what they are doing on one that goes away. So Contexts needs to know neither.
/// </summary>
public interface IContextFollower
{
    /// <summary>A new version was stored, in a transaction that is committed.</summary>
    Task OnVersionStoredAsync(Guid contextId, Guid versionId, string owner, CancellationToken cancellationToken);

    /// <summary>The context is about to be deleted; returns when nothing works on it any more.</summary>
    Task OnDeletingAsync(Guid contextId, CancellationToken cancellationToken);

    /// <summary>The context is deleted, and it was this call that did it.</summary>
    /// <param name="givenAt">When it was made.</param>
    Task OnDeletedAsync(Guid contextId, DateTimeOffset givenAt, CancellationToken cancellationToken) => Task.CompletedTask;
}
