using SleepTime.Engine.Contexts;

namespace SleepTime.Tests.Support;

/// <summary>Remembers what it was told; the callbacks may throw or look around.</summary>
internal sealed class FakeContextFollower : IContextFollower
{
    public Func<Task> OnStored { get; set; } = () => Task.CompletedTask;

    public Func<Task> OnDeleting { get; set; } = () => Task.CompletedTask;

    public List<(Guid ContextId, Guid VersionId, string Owner)> Stored { get; } = [];

    public List<Guid> Deleting { get; } = [];

    public List<Guid> Deleted { get; } = [];

    public Task OnVersionStoredAsync(Guid contextId, Guid versionId, string owner, CancellationToken cancellationToken)
    {
        Stored.Add((contextId, versionId, owner));
        return OnStored();
    }

    public Task OnDeletingAsync(Guid contextId, CancellationToken cancellationToken)
    {
        Deleting.Add(contextId);
        return OnDeleting();
    }

    public Task OnDeletedAsync(Guid contextId, DateTimeOffset givenAt, CancellationToken cancellationToken)
    {
        Deleted.Add(contextId);
        return Task.CompletedTask;
    }
}
