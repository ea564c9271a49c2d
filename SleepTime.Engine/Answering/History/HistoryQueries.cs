using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.History;

/// <summary>A run of the history, before it is read.</summary>
internal sealed class HistoryHit
{
    public required long Number { get; init; }

    public required Guid EntryId { get; init; }

    /// <summary>A number, because the database is to sort by it.</summary>
    public required int Mode { get; init; }
}

internal static class HistoryQueries
{
    /// <summary>The entries that a filter lets through, in no order.</summary>
    public static IQueryable<HistoryEntry> Matching(this SleepTimeDbContext database, HistoryFilter filter)
    {
        var entries = database.Found(filter).Where(filter);
        // The mode of a comparison is both; only with words or a state would it tell which side is which.
        if (filter is { Mode: not null, Viewer: { } viewer } && (filter.State is not null || !string.IsNullOrWhiteSpace(filter.Search)))
            entries = entries.WithoutHidden(database, viewer);
        return (filter.Mode, filter.State) switch
        {
            (null, null) => entries,
            (AnswerMode.Standard, null) => entries.Where(entry => entry.Standard != null),
            (AnswerMode.SleepTime, null) => entries.Where(entry => entry.SleepTime != null),
            (AnswerMode.Standard, { } state) => entries.Where(entry => entry.Standard == state),
            (AnswerMode.SleepTime, { } state) => entries.Where(entry => entry.SleepTime == state),
            _ => entries.Where(entry => entry.Standard == filter.State || entry.SleepTime == filter.State),
        };
    }

    /// <summary>The single runs that a filter lets through, in no order.</summary>
    public static IQueryable<HistoryHit> MatchingRuns(this SleepTimeDbContext database, HistoryFilter filter) => filter.Mode switch
    {
        { } mode when filter.Viewer is { } viewer => database.Matching(filter with { Viewer = null }).WithoutHidden(database, viewer).Select(Hit(mode)),
        { } mode => database.Matching(filter).Select(Hit(mode)),
        // Of both modes together nothing tells which run is which, so that each is looked for as if nothing were hidden.
        _ => database.MatchingRuns(filter with { Mode = AnswerMode.Standard, Viewer = null }).Concat(database.MatchingRuns(filter with { Mode = AnswerMode.SleepTime, Viewer = null })),
    };

    private static Expression<Func<HistoryEntry, HistoryHit>> Hit(AnswerMode mode)
    {
        var number = (int)mode;
        return entry => new HistoryHit { Number = entry.Number, EntryId = entry.Id, Mode = number };
    }

    /// <summary>Without blind comparisons that the viewer can still vote on, as <see cref="BlindSides.AreHidden"/> has it.</summary>
    public static IQueryable<HistoryEntry> WithoutHidden(this IQueryable<HistoryEntry> entries, SleepTimeDbContext database, string viewer) => entries.Where(entry =>
        entry.Standard == null || entry.SleepTime == null
        || entry.Standard == RunState.Failed || entry.Standard == RunState.Cancelled || entry.SleepTime == RunState.Failed || entry.SleepTime == RunState.Cancelled
        || !database.Runs.Any(run => run.ComparisonId == entry.Id && run.IsBlind)
        || database.ComparisonVotes.Any(vote => vote.ComparisonId == entry.Id && vote.Owner == viewer));

    private static IQueryable<HistoryEntry> Found(this SleepTimeDbContext database, HistoryFilter filter)
    {
        if (string.IsNullOrWhiteSpace(filter.Search))
            return database.HistoryEntries.AsNoTracking();
        var columns = filter.Mode switch
        {
            AnswerMode.Standard => "Question Standard",
            AnswerMode.SleepTime => "Question SleepTime",
            _ => "Question Standard SleepTime",
        };
        if (SearchText.ToMatch(filter.Search, columns) is not { } match)
            return database.HistoryEntries.AsNoTracking().Where(_ => false);

        // The words first, then their entries: the other way round each entry would be looked up in the index. The
        // number is the index's own, which it can give in order.
        return database.HistoryEntries.FromSql(
            $"""
            SELECT texts.rowid AS "Number", entry."Id", entry."IsComparison", entry."ContextId", entry."Owner", entry."CreatedAt", entry."Standard", entry."SleepTime"
            FROM "HistoryTexts" AS texts CROSS JOIN "HistoryEntries" AS entry ON entry."Number" = texts.rowid
            WHERE texts."HistoryTexts" MATCH {match}
            """).AsNoTracking();
    }

    private static IQueryable<HistoryEntry> Where(this IQueryable<HistoryEntry> entries, HistoryFilter filter)
    {
        if (filter.ContextId is { } context)
            entries = entries.Where(entry => entry.ContextId == context);
        if (filter.Owner is { Length: > 0 } owner)
            entries = entries.Where(entry => entry.Owner == owner);
        if (filter.From is { } from)
            entries = entries.Where(entry => entry.CreatedAt >= from);
        if (filter.To is { } to)
            entries = entries.Where(entry => entry.CreatedAt < to);
        if (filter.UpTo is { } last)
            entries = entries.Where(entry => entry.Number <= last);
        if (filter.After is { } first)
            entries = entries.Where(entry => entry.Number > first);
        return entries;
    }
}
