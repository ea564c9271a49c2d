using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <summary>What was measured on the present text of a context.</summary>
/// <param name="Questions">Completed runs from notes of this text that were not cut off, by the model and the prompts that made them.</param>
/// <param name="Earlier">Of these, asked before the moment that was given.</param>
/// <param name="Comparisons">Of these, with a completed Standard run of the same outcome, and not answered from the store.</param>
/// <param name="Standard">Mean completion tokens of the comparisons; null without one, like the next two.</param>
/// <param name="Extra">Mean prompt tokens that SleepTime had to read beyond Standard; see <see cref="CostSql.StandardCached"/>.</param>
/// <param name="Slept">Completion tokens that sleep stored on this text.</param>
/// <param name="Forecast">Of the gate's last decision before there were notes; null when there was none, or it said never.</param>
internal sealed record BreakEvenRow(
    Guid ContextId, Guid VersionId, string Title, int Questions, int Earlier, int Comparisons, double? Standard, double? SleepTime, double? Extra, long Slept,
    double? Forecast, double? Expected);

internal static class BreakEvenQuery
{
    // CROSS keeps the order: text by text through an index that holds all that is asked of these runs, so that no question
    // or answer is read and nothing is sorted.
    private const string FromNotes =
        "NotesVersions n CROSS JOIN Runs z ON z.NotesVersionId = n.Id AND z.State = 'Completed' AND z.ContextVersionId = n.ContextVersionId AND z.ModelId = n.ModelId AND z.PromptVersion = n.PromptVersion AND z.Outcome <> 'CutOff'";

    // The last decision from before the first notes: a later one knows what came of them, and foresees nothing.
    private const string Foreseen =
        "ORDER BY d.MadeAt > COALESCE((SELECT MIN(f.CreatedAt) FROM NotesVersions f WHERE f.ContextVersionId = p.Version), d.MadeAt), d.MadeAt DESC, d.Id DESC";

    private sealed record Reached(Guid VersionId, long At);

    /// <summary>One row for each context; of <paramref name="contextId"/> alone where one is given.</summary>
    /// <param name="before">Questions from before this moment are counted apart.</param>
    public static Task<List<BreakEvenRow>> ReadAsync(SleepTimeDbContext database, Guid? contextId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var filter = new InsightsFilter(contextId);
        return database.QueryAsync<BreakEvenRow>(
            $"""
            WITH present AS MATERIALIZED (
              SELECT c.Id AS Context, c.Title AS Title, v.Id AS Version FROM Contexts c JOIN ContextVersions v ON v.ContextId = c.Id AND v.Number = c.CurrentVersionNumber
              {(contextId is null ? "" : "WHERE c.Id = @context")}),
            asked AS MATERIALIZED (
              SELECT n.ContextVersionId AS Version, COUNT(*) AS Questions, COUNT(CASE WHEN z.CreatedAt < @before THEN 1 END) AS Earlier, COUNT(s.ComparisonId) AS Comparisons,
                     AVG(s.Usage_CompletionTokens) AS Standard, AVG(CASE WHEN s.ComparisonId IS NOT NULL THEN z.Usage_CompletionTokens END) AS SleepTime,
                     AVG(z.Usage_PromptTokens - z.Usage_CachedTokens - (s.Usage_PromptTokens - {CostSql.StandardCached})) AS Extra
              FROM {FromNotes}
              LEFT JOIN Runs s ON z.ExpectedQuestionId IS NULL AND s.ComparisonId = z.ComparisonId AND s.Mode = 'Standard' AND s.State = 'Completed' AND {CostSql.SameOutcome}
              {(contextId is null ? "" : "WHERE n.ContextVersionId = (SELECT Version FROM present)")} GROUP BY n.ContextVersionId),
            slept AS MATERIALIZED (SELECT j.ContextVersionId AS Version, SUM(x.Tokens) AS Tokens FROM ({CostSql.Slept(filter)}) x JOIN SleepJobs j ON j.Id = x.JobId GROUP BY j.ContextVersionId)
            SELECT p.Context AS ContextId, p.Version AS VersionId, p.Title AS Title, COALESCE(a.Questions, 0) AS Questions, COALESCE(a.Earlier, 0) AS Earlier,
                   COALESCE(a.Comparisons, 0) AS Comparisons, a.Standard AS Standard, a.SleepTime AS SleepTime, a.Extra AS Extra, COALESCE(s.Tokens, 0) AS Slept,
                   (SELECT d.BreakEven FROM SleepDecisions d WHERE d.ContextVersionId = p.Version {Foreseen} LIMIT 1) AS Forecast,
                   (SELECT d.ExpectedQuestions FROM SleepDecisions d WHERE d.ContextVersionId = p.Version {Foreseen} LIMIT 1) AS Expected
            FROM present p LEFT JOIN asked a ON a.Version = p.Version LEFT JOIN slept s ON s.Version = p.Version
            """,
            filter.Parameters(CostRates.TokensAsleep, ("@before", before.ToUnixTimeMilliseconds())), cancellationToken);
    }

    /// <summary>When the question was asked that is this one in the order of those that <see cref="BreakEvenRow.Questions"/> counts, by version.</summary>
    /// <param name="wanted">Which question, from 1, of which version.</param>
    public static async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> FindAskedAsync(
        SleepTimeDbContext database, IReadOnlyDictionary<Guid, long> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
            return new Dictionary<Guid, DateTimeOffset>();
        // As the database writes ids.
        var json = $"{{{string.Join(',', wanted.Select(one => $"\"{one.Key.ToString().ToUpperInvariant()}\":{one.Value}"))}}}";
        var found = await database.QueryAsync<Reached>(
            $"""
            WITH asked AS (SELECT n.ContextVersionId AS Version, z.CreatedAt AS At, ROW_NUMBER() OVER (PARTITION BY n.ContextVersionId ORDER BY z.CreatedAt) AS N
                           FROM {FromNotes} WHERE n.ContextVersionId IN (SELECT key FROM json_each(@wanted)))
            SELECT asked.Version AS VersionId, asked.At AS At FROM json_each(@wanted) w JOIN asked ON asked.Version = w.key AND asked.N = w.value
            """,
            InsightsFilter.All.Parameters(null, ("@wanted", json)), cancellationToken);
        return found.ToDictionary(row => row.VersionId, row => DateTimeOffset.FromUnixTimeMilliseconds(row.At));
    }
}
