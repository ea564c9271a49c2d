using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Overview;

/// <summary>What sleep stored since a moment. A line counts where the context had it in no notes before, so that notes that were carried over are not learned twice.</summary>
internal static class LearnedQuery
{
    private const int MostContexts = 5;

    private sealed record Work(Guid ContextId, int Passes, int Sections, long LastAt);

    private sealed record Lines(Guid ContextId, int Notes, int Verified, int Refuted, long LastAt);

    public static async Task<LearnedLately> ReadAsync(SleepTimeDbContext database, DateTimeOffset since, long tokens, CancellationToken cancellationToken)
    {
        var from = new InsightsFilter(From: since).Parameters();
        var work = await database.QueryAsync<Work>(
            """
            SELECT Context AS ContextId, SUM(Passes) AS Passes, SUM(Sections) AS Sections, MAX(At) AS LastAt FROM (
              SELECT j.ContextId AS Context, 1 AS Passes, 0 AS Sections, p.FinishedAt AS At FROM SleepPasses p JOIN SleepJobs j ON j.Id = p.JobId
              WHERE p.FinishedAt >= @from AND p.Kind = 'Notes' AND p.Number > 0
              UNION ALL
              SELECT s.ContextId, 0, 1, s.CreatedAt FROM SectionNotes s WHERE s.CreatedAt >= @from)
            GROUP BY Context
            """,
            from, cancellationToken);
        var lines = await database.QueryAsync<Lines>(
            """
            WITH latest AS (
              SELECT n.Id AS Id, n.ContextId AS Context, n.CreatedAt AS At, ROW_NUMBER() OVER (PARTITION BY n.ContextId ORDER BY n.CreatedAt DESC, n.Id DESC) AS N
              FROM NotesVersions n WHERE n.CreatedAt >= @from AND n.Origin = 'Sleep')
            SELECT n.Context AS ContextId, COUNT(CASE WHEN NOT l.Struck THEN 1 END) AS Notes, COUNT(CASE WHEN NOT l.Struck AND l.Verified THEN 1 END) AS Verified,
                   COUNT(CASE WHEN l.Struck AND NOT l.Verified THEN 1 END) AS Refuted, MAX(n.At) AS LastAt
            FROM latest n JOIN Notes l ON l.NotesVersionId = n.Id
            WHERE n.N = 1 AND NOT l.Edited AND NOT EXISTS (
              SELECT 1 FROM NotesVersions o JOIN Notes x ON x.NotesVersionId = o.Id WHERE o.ContextId = n.Context AND o.CreatedAt < @from AND x.Text = l.Text)
            GROUP BY n.Context
            """,
            from, cancellationToken);

        var learned = work.Select(done => done.ContextId).Union(lines.Select(line => line.ContextId)).Select(id =>
        {
            var done = work.Find(row => row.ContextId == id);
            var line = lines.Find(row => row.ContextId == id);
            var last = Math.Max(done?.LastAt ?? 0, line?.LastAt ?? 0);
            return new LearnedContext(
                id, "", done?.Passes ?? 0, done?.Sections ?? 0, line?.Notes ?? 0, line?.Verified ?? 0, line?.Refuted ?? 0, DateTimeOffset.FromUnixTimeMilliseconds(last));
        }).OrderByDescending(context => context.LastAt).ThenBy(context => context.ContextId).ToList();
        var shown = learned.Take(MostContexts).ToList();
        var ids = shown.Select(context => context.ContextId).ToList();
        var titles = await database.Contexts.Where(context => ids.Contains(context.Id)).ToDictionaryAsync(context => context.Id, context => context.Title, cancellationToken);
        return new LearnedLately(
            since, learned.Count, learned.Sum(context => context.Passes), learned.Sum(context => context.Sections), learned.Sum(context => context.Notes),
            learned.Sum(context => context.Verified), learned.Sum(context => context.Refuted), tokens,
            // Deleted between the reads: then there is nothing to lead to.
            [.. shown.Where(context => titles.ContainsKey(context.ContextId)).Select(context => context with { Title = titles[context.ContextId] })]);
    }
}
