namespace SleepTime.Engine.Contexts;

/// <summary>The team's contexts. Every change is one transaction and is told to the activity feed. Thread-safe.</summary>
public sealed class ContextService
{
    /// <summary>Stores a pasted text; without a title its first words serve. Queues a sleep job.</summary>
    /// <exception cref="ContextRefusedException">The text is empty, not text, too large or too long.</exception>
    /// <exception cref="Generation.ModelNotReadyException">No tokenizer is there to count with.</exception>
    public Task<ContextDetails> CreateAsync(string? title, string text, string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Stores an uploaded .txt or .md file; the title is its name. Reads at most the size limit.</summary>
    /// <exception cref="ContextRefusedException">As <see cref="CreateAsync"/>, or another type or encoding.</exception>
    public Task<ContextDetails> UploadAsync(string fileName, Stream content, string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Newest first.</summary>
    public Task<Page<ContextSummary>> ListAsync(int page, int pageSize, string? search, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ContextDetails?> FindAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Makes a new version, which leaves existing notes stale, and queues a sleep job; the same text again changes nothing.</summary>
    /// <returns>Null when there is no such context.</returns>
    public Task<ContextDetails?> ReplaceTextAsync(Guid id, string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Deletes it with its versions, notes, jobs and runs; running work on it is cancelled first.</summary>
    /// <returns>False when there is no such context.</returns>
    public Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();
}
