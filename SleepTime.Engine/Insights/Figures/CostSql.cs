namespace SleepTime.Engine.Insights.Figures;

/// <summary>Costs and pairs in SQL, the same for every figure.</summary>
internal static class CostSql
{
    /// <summary>
    /// Cached prompt tokens of a Standard run <c>s</c> that was compared with <c>z</c>. It is asked first, so that it reads a
    /// cold text for both, and SleepTime finds it read. What both begin with is charged to neither: which of them came first says
    /// nothing about a mode. Where Standard found most of its own prompt read, nothing was cold: what SleepTime has cached
    /// beyond that is its own, of notes that were asked before, and so is what is longer than Standard's prompt.
    /// </summary>
    public const string StandardCached =
        "(CASE WHEN s.Usage_CachedTokens * 2 < s.Usage_PromptTokens AND z.Usage_CachedTokens > s.Usage_CachedTokens AND z.Usage_CachedTokens < s.Usage_PromptTokens THEN z.Usage_CachedTokens ELSE s.Usage_CachedTokens END)";

    /// <summary>What the side <c>s</c> of a pair cost; null where its time is needed and not known. That time has the shared reading in it, which nothing tells apart.</summary>
    public static string Standard => Of("s", StandardCached);

    /// <summary>What the side <c>z</c> of a pair cost, as <see cref="Standard"/>.</summary>
    public static string SleepTime => Of("z", "z.Usage_CachedTokens");

    private static string Of(string run, string cached) =>
        $"(@read * ({run}.Usage_PromptTokens - {cached}) + @cached * {cached} + @awake * {run}.Usage_CompletionTokens"
        + $" + CASE WHEN @ms = 0 THEN 0 ELSE @ms * ({run}.Timings_TotalMs - {run}.Timings_QueueMs) END)";

    /// <summary>
    /// Comparisons with two completed runs. An instant answer counts with what it cost: nothing; it is what sleep was for.
    /// A comparison of which a run failed, was stopped or goes on says nothing about what an answer costs, nor does one of which
    /// a side was cut off, or did not know what the other answered: to say so is cheaper than to answer.
    /// </summary>
    /// <param name="any">Those of different outcomes too.</param>
    /// <param name="all">Whether to walk through all comparisons side by side, for figures over everything: a third of the time that finding each second side takes.</param>
    public static string Pairs(InsightsFilter filter, string columns, bool all = false, bool any = false) =>
        $"""
        SELECT {columns} FROM Runs s{(all ? " INDEXED BY IX_Runs_Pairs" : "")} JOIN Runs z{(all ? " INDEXED BY IX_Runs_Pairs" : "")} ON z.ComparisonId = s.ComparisonId{(all ? " AND s.ComparisonId IS NOT NULL" : "")}
        WHERE s.Mode = 'Standard' AND z.Mode = 'SleepTime' AND z.State = 'Completed' AND z.Usage_CompletionTokens IS NOT NULL {(any ? "" : $"AND {SameOutcome} ")}AND {filter.Where("s")}
        """;

    /// <summary>Whether what came of both sides, <c>s</c> and <c>z</c>, can be weighed against each other.</summary>
    public const string SameOutcome = "s.Outcome = z.Outcome AND s.Outcome <> 'CutOff'";

    /// <summary>All that sleep stored on the contexts that the filter lets through, whoever asked and when; its cost is null where its time is needed and not known.</summary>
    public static string Slept(InsightsFilter filter)
    {
        var job = filter.ContextId is null ? "" : " JOIN SleepJobs j ON j.Id = p.JobId WHERE j.ContextId = @context";
        string Cost(string took) => $"@sleepRead * (p.Usage_PromptTokens - p.Usage_CachedTokens) + @sleepCached * p.Usage_CachedTokens + @asleep * p.Usage_CompletionTokens + CASE WHEN @ms = 0 THEN 0 ELSE @ms * {took} END";
        return $"""
            SELECT p.Usage_CompletionTokens AS Tokens, p.FinishedAt AS At, p.JobId AS JobId, {Cost("(p.Timings_TotalMs - p.Timings_QueueMs)")} AS Cost FROM SleepPasses p{job}
            UNION ALL
            SELECT p.Usage_CompletionTokens, p.CheckedAt, p.JobId, {Cost("p.TookMs")} FROM NoteChecks p{job}
            UNION ALL
            SELECT p.Usage_CompletionTokens, p.CreatedAt, p.JobId, {Cost("p.TookMs")} FROM SectionNotes p{job}
            """;
    }
}
