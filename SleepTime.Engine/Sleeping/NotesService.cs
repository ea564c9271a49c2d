namespace SleepTime.Engine.Sleeping;

/// <summary>A notes version with what its context says of it.</summary>
/// <param name="Stale">The context was edited after these notes were made.</param>
public sealed record NotesView(NotesVersion Notes, int ContextVersion, bool Stale);

/// <summary>Reads notes. Thread-safe.</summary>
public sealed class NotesService
{
    /// <summary>All versions of a context's notes, newest first; null when there is no such context.</summary>
    public Task<IReadOnlyList<NotesView>?> ListAsync(Guid contextId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
