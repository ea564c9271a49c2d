using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Answering;

/// <summary>Reads stored runs. Thread-safe.</summary>
public sealed class RunHistory
{
    /// <summary>Newest first.</summary>
    public Task<Page<Run>> ListAsync(int page, int pageSize, Guid? contextId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Run?> FindAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The runs of a comparison, Standard first; empty when there is none.</summary>
    public Task<IReadOnlyList<Run>> FindComparisonAsync(Guid comparisonId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
