using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Overview;

/// <summary>The latest comparisons, with what each viewer may see told apart later; answers are read only where there is something to judge.</summary>
internal static class RecentQuery
{
    private const int Most = 30;

    private sealed record Side(
        Guid ComparisonId, AnswerMode Mode, RunState State, string Question, bool IsBlind, DateTimeOffset At, int? CompletionTokens, double? TotalMs, string? Expected, string? Answer);

    public static async Task<IReadOnlyList<RecentComparison>> ReadAsync(SleepTimeDbContext database, CancellationToken cancellationToken)
    {
        var entries = await database.HistoryEntries.AsNoTracking().Where(entry => entry.IsComparison).OrderByDescending(entry => entry.Number).Take(Most).ToListAsync(cancellationToken);
        var ids = entries.Select(entry => entry.Id).ToList();
        var contexts = entries.Select(entry => entry.ContextId).Distinct().ToList();
        var titles = await database.Contexts.Where(context => contexts.Contains(context.Id)).ToDictionaryAsync(context => context.Id, context => context.Title, cancellationToken);
        var sides = (await database.Runs.Where(run => run.ComparisonId != null && ids.Contains(run.ComparisonId.Value)).Select(run => new Side(
            run.ComparisonId!.Value, run.Mode, run.State, run.Question, run.IsBlind, run.CreatedAt, run.Usage!.CompletionTokens, run.Timings!.TotalMs,
            run.ExpectedAnswer, run.ExpectedAnswer == null ? null : run.Answer)).ToListAsync(cancellationToken)).ToLookup(side => side.ComparisonId);
        var blind = sides.SelectMany(pair => pair).Where(side => side.IsBlind).Select(side => side.ComparisonId).Distinct().ToList();
        var votes = blind.Count == 0 ? [] : await database.ComparisonVotes.Where(vote => blind.Contains(vote.ComparisonId)).Select(vote => new { vote.ComparisonId, vote.Owner }).ToListAsync(cancellationToken);

        // Deleted between the reads: then it is no row any more.
        return [.. entries.Where(entry => sides.Contains(entry.Id) && titles.ContainsKey(entry.ContextId)).Select(entry =>
        {
            var any = sides[entry.Id].First();
            return new RecentComparison(entry.Id, entry.ContextId, titles[entry.ContextId], any.Question, any.At, In(AnswerMode.Standard), In(AnswerMode.SleepTime), any.IsBlind)
            {
                Voters = [.. votes.Where(vote => vote.ComparisonId == entry.Id).Select(vote => vote.Owner)],
            };

            RecentSide? In(AnswerMode mode) => sides[entry.Id].FirstOrDefault(side => side.Mode == mode) is { } side
                ? new RecentSide(mode, side.State, side.CompletionTokens, side.TotalMs, IsRight(side)) : null;
        })];
    }

    // As the Insights judge: a completed run without an answer to judge is wrong.
    private static bool? IsRight(Side side) => side is { State: RunState.Completed, Expected: { } expected, Answer: { } answer } && !string.IsNullOrWhiteSpace(expected)
        ? AnswerScore.Of(answer, expected)?.IsRight ?? false : null;
}
