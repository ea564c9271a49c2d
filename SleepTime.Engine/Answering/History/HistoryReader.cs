using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.History;

/// <summary>Reads the history: every question that was asked and is still kept, newest first. Thread-safe.</summary>
public sealed class HistoryReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    // So many at a time when all are wanted; answers are long, and memory is to stay small.
    private const int BatchSize = 100;

    private readonly HiddenSides _hidden = new(databases);

    /// <summary>Rows of one page, and how many rows the filter lets through in all.</summary>
    /// <param name="page">From 1; beyond the last one it is empty.</param>
    /// <param name="pageSize">1 or more.</param>
    public async Task<Page<HistoryRow>> ListAsync(int page, int pageSize, HistoryFilter filter, bool onlyComparisons = false, CancellationToken cancellationToken = default)
    {
        CheckPage(page, pageSize);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var entries = database.Matching(filter);
        if (onlyComparisons)
            entries = entries.Where(entry => entry.IsComparison);
        var total = await entries.CountAsync(cancellationToken);
        var shown = await entries.OrderByDescending(entry => entry.Number).Skip(Before(page, pageSize)).Take(pageSize).ToListAsync(cancellationToken);
        return new Page<HistoryRow>(await RowsAsync(database, shown, filter.Viewer, cancellationToken), total);
    }

    /// <summary>Single runs of one page, newest first, and how many the filter lets through in all.</summary>
    /// <param name="page">From 1; beyond the last one it is empty.</param>
    /// <param name="pageSize">1 or more.</param>
    public async Task<Page<HistoryRun>> ListRunsAsync(int page, int pageSize, HistoryFilter filter, CancellationToken cancellationToken)
    {
        CheckPage(page, pageSize);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var matching = database.MatchingRuns(filter);
        var total = await matching.CountAsync(cancellationToken);
        // One more at either end: whether both sides of a pair match, of which a page may show but one.
        var before = Before(page, pageSize);
        var start = Math.Max(0, before - 1);
        var around = await matching.OrderByDescending(hit => hit.Number).ThenByDescending(hit => hit.Mode)
            .Skip(start).Take(before - start + pageSize + 1).ToListAsync(cancellationToken);
        var hits = around.Skip(before - start).Take(pageSize).ToList();
        var pairs = around.GroupBy(hit => hit.EntryId).Where(entry => entry.Count() == 2).Select(entry => entry.Key).ToHashSet();
        var runs = await RunsOfAsync(database, [.. hits.Select(hit => hit.EntryId).Distinct()], cancellationToken);
        var hidden = await FindHiddenAsync(runs, filter.Viewer, cancellationToken);
        return new Page<HistoryRun>([.. hits.GroupBy(hit => hit.EntryId).SelectMany(entry => RunsOf(entry, hidden.Contains(entry.Key)))], total);

        IEnumerable<HistoryRun> RunsOf(IGrouping<Guid, HistoryHit> entry, bool isHidden)
        {
            IReadOnlyList<Run> sides = [.. runs[entry.Key].OrderBy(run => run.Mode)];
            if (isHidden && pairs.Contains(entry.Key))
            {
                // Where both match, one at the end of a page must not tell by its place which it is.
                var shown = BlindSides.Arrange(sides);
                return entry.Select(hit => new HistoryRun(shown[hit.Mode == (int)AnswerMode.SleepTime ? 0 : 1], true));
            }
            var matching = entry.SelectMany(hit => sides.Where(run => (int)run.Mode == hit.Mode));
            return (isHidden ? matching.OrderBy(BlindSides.LetterOf) : matching).Select(run => new HistoryRun(run, isHidden));
        }
    }

    /// <summary>How many rows a filter lets through.</summary>
    public async Task<int> CountAsync(HistoryFilter filter, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Matching(filter).CountAsync(cancellationToken);
    }

    /// <summary>The number of the newest entry; 0 when there is none.</summary>
    public async Task<long> NewestAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.HistoryEntries.MaxAsync(entry => (long?)entry.Number, cancellationToken) ?? 0;
    }

    /// <summary>All rows that a filter lets through, newest first, a hundred in memory at a time. What is asked meanwhile is left out.</summary>
    public async IAsyncEnumerable<HistoryRow> ReadAllAsync(HistoryFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = filter.UpTo ?? long.MaxValue;
        while (true)
        {
            IReadOnlyList<HistoryRow> rows;
            long next;
            await using (var database = await databases.CreateDbContextAsync(cancellationToken))
            {
                // From where the last batch ended, not by counting: a batch at the end costs what the first one did.
                var entries = await database.Matching(filter with { UpTo = last }).OrderByDescending(entry => entry.Number).Take(BatchSize).ToListAsync(cancellationToken);
                if (entries.Count == 0)
                    yield break;
                rows = await RowsAsync(database, entries, filter.Viewer, cancellationToken);
                next = entries[^1].Number - 1;
            }
            foreach (var row in rows)
                yield return row;
            last = next;
        }
    }

    /// <summary>A comparison or a single run by its id; null when there is none.</summary>
    /// <param name="viewer">As of <see cref="HistoryFilter.Viewer"/>.</param>
    public async Task<HistoryRow?> FindAsync(Guid id, string? viewer, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var entry = await database.HistoryEntries.AsNoTracking().Where(entry => entry.Id == id).ToListAsync(cancellationToken);
        return await RowsAsync(database, entry, viewer, cancellationToken) is [var row] ? row : null;
    }

    /// <summary>Everyone who asked, by name.</summary>
    public async Task<IReadOnlyList<string>> OwnersAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.HistoryEntries.Select(entry => entry.Owner).Distinct().OrderBy(owner => owner).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<HistoryRow>> RowsAsync(SleepTimeDbContext database, IReadOnlyList<HistoryEntry> entries, string? viewer, CancellationToken cancellationToken)
    {
        var runs = await RunsOfAsync(database, [.. entries.Select(entry => entry.Id)], cancellationToken);
        var hidden = await FindHiddenAsync(runs, viewer, cancellationToken);
        var contexts = entries.Select(entry => entry.ContextId).Distinct().ToList();
        var titles = await database.Contexts.Where(context => contexts.Contains(context.Id)).ToDictionaryAsync(context => context.Id, context => context.Title, cancellationToken);
        // Deleted between the reads: then it is no row any more.
        return
        [
            .. entries.Where(entry => runs.Contains(entry.Id) && titles.ContainsKey(entry.ContextId))
                .Select(entry => Row(entry, titles[entry.ContextId], [.. runs[entry.Id].OrderBy(run => run.Mode)], hidden.Contains(entry.Id))),
        ];
    }

    private static HistoryRow Row(HistoryEntry entry, string title, IReadOnlyList<Run> runs, bool isHidden) =>
        new(entry.Number, entry.Id, entry.IsComparison, entry.ContextId, title, isHidden ? BlindSides.Arrange(runs) : runs, isHidden);

    private async Task<IReadOnlySet<Guid>> FindHiddenAsync(ILookup<Guid, Run> runs, string? viewer, CancellationToken cancellationToken) =>
        viewer is null ? new HashSet<Guid>() : await _hidden.FindAsync(runs.SelectMany(entry => entry), viewer, cancellationToken);

    private static async Task<ILookup<Guid, Run>> RunsOfAsync(SleepTimeDbContext database, IReadOnlyList<Guid> entries, CancellationToken cancellationToken)
    {
        var runs = await database.Runs.AsNoTracking()
            .Where(run => entries.Contains(run.Id) || (run.ComparisonId != null && entries.Contains(run.ComparisonId.Value)))
            .ToListAsync(cancellationToken);
        return runs.ToLookup(run => run.ComparisonId ?? run.Id);
    }

    private static int Before(int page, int pageSize) => (int)Math.Min(int.MaxValue, (page - 1L) * pageSize);

    private static void CheckPage(int page, int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
    }
}
