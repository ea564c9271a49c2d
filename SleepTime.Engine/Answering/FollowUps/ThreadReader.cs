using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.FollowUps;

/// <summary>Reads the questions that led to a follow-up, and steps from one comparison to the next. Thread-safe.</summary>
public sealed class ThreadReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <summary>Most questions of a thread that are read; longer ones begin later.</summary>
    public const int Most = 20;

    /// <summary>The questions up to and with that of a run, the earliest first; each with its runs, Standard first.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Run>>> ReadAsync(Guid? runId, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<Run>> thread = [];
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        while (runId is not null && thread.Count < Most)
        {
            var id = runId;
            var runs = await database.Runs.AsNoTracking()
                .Where(run => run.Id == id || (run.ComparisonId != null && run.ComparisonId == database.Runs.Where(one => one.Id == id).Select(one => one.ComparisonId).FirstOrDefault()))
                .ToListAsync(cancellationToken);
            if (runs.Count == 0)
                break;
            thread.Insert(0, [.. runs.OrderBy(run => run.Mode)]);
            runId = thread[0][0].FollowsRunId;
        }
        return thread;
    }

    /// <summary>The questions asked on the same context just before and just after a run; null where there is none.</summary>
    public async Task<(Run? Earlier, Run? Later)> FindNeighboursAsync(Run run, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var (at, id) = (run.CreatedAt, run.Id);
        var others = database.Runs.AsNoTracking().Where(other =>
            other.ContextId == run.ContextId && other.Id != id && (run.ComparisonId == null || other.ComparisonId != run.ComparisonId));
        var earlier = await others.Where(other => other.CreatedAt < at || (other.CreatedAt == at && other.Id.CompareTo(id) < 0))
            .OrderByDescending(other => other.CreatedAt).ThenByDescending(other => other.Id).FirstOrDefaultAsync(cancellationToken);
        var later = await others.Where(other => other.CreatedAt > at || (other.CreatedAt == at && other.Id.CompareTo(id) > 0))
            .OrderBy(other => other.CreatedAt).ThenBy(other => other.Id).FirstOrDefaultAsync(cancellationToken);
        return (earlier, later);
    }
}
