using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;

namespace SleepTime.Engine.Contexts;

/// <summary>Tells the other features and whoever is looking what became of a context.</summary>
internal sealed partial class ContextAnnouncer(IEnumerable<IContextFollower> followers, ActivityFeed feed, ILogger logger)
{
    private readonly IContextFollower[] _followers = [.. followers];

    /// <summary>
    /// The version is stored whatever happens here: it is told to the end although the caller may have left, and a
    /// follower that fails leaves the others theirs. What a crash leaves out is
    /// made up for at the next start.
    /// </summary>
    public async Task VersionStoredAsync(Guid contextId, Guid versionId, string owner)
    {
        foreach (var follower in _followers)
        {
            try
            {
                await follower.OnVersionStoredAsync(contextId, versionId, owner, CancellationToken.None);
            }
            catch (Exception e)
            {
                LogFollowerFailed(e, follower.GetType().Name, contextId);
            }
        }
        feed.Publish(new ContextChanged(contextId));
    }

    /// <summary>Returns when nothing works on the context any more; a follower that fails keeps it from being deleted.</summary>
    public async Task DeletingAsync(Guid contextId, CancellationToken cancellationToken)
    {
        foreach (var follower in _followers)
            await follower.OnDeletingAsync(contextId, cancellationToken);
    }

    /// <summary>It is deleted whatever happens here.</summary>
    public async Task DeletedAsync(Guid contextId, DateTimeOffset givenAt)
    {
        foreach (var follower in _followers)
        {
            try
            {
                await follower.OnDeletedAsync(contextId, givenAt, CancellationToken.None);
            }
            catch (Exception e)
            {
                LogDeletionMissed(e, follower.GetType().Name, contextId);
            }
        }
        Changed(contextId);
    }

    /// <summary>It was renamed, or deleted.</summary>
    public void Changed(Guid contextId) => feed.Publish(new ContextChanged(contextId));

    [LoggerMessage(LogLevel.Error, "{Follower} did not take up a new version of context {ContextId}.")]
    private partial void LogFollowerFailed(Exception exception, string follower, Guid contextId);

    [LoggerMessage(LogLevel.Error, "{Follower} did not take up that context {ContextId} was deleted.")]
    private partial void LogDeletionMissed(Exception exception, string follower, Guid contextId);
}
