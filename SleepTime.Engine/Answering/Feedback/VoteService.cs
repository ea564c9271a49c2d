using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.Feedback;

/// <summary>Which side of a comparison people prefer, and how the votes stand. Thread-safe.</summary>
public sealed class VoteService(IDbContextFactory<SleepTimeDbContext> databases, ActivityFeed feed, TimeProvider time)
{
    private const int UniqueIndex = 2067; // SQLITE_CONSTRAINT_UNIQUE

    /// <summary>
    /// Votes for a side, or null for a tie. A vote with the sides shown can be changed; one cast blind stands, since
    /// by now its sides are known.
    /// </summary>
    /// <returns>Null when there is no such comparison.</returns>
    /// <exception cref="VoteRefusedException">An answer has not ended well, or the blind vote was cast already.</exception>
    public async Task<ComparisonVote?> VoteAsync(Guid comparisonId, AnswerMode? preferred, string owner, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // A comparison that is deleted meanwhile would leave its vote behind.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var runs = await database.Runs.AsNoTracking().Where(run => run.ComparisonId == comparisonId).ToListAsync(cancellationToken);
        if (runs.Count == 0)
            return null;
        if (runs.Count < 2 || runs.Any(run => run.State != RunState.Completed))
            throw new VoteRefusedException("Both answers have to be there before one can be preferred. Wait until they have ended, or ask again.");

        var vote = await database.ComparisonVotes.SingleOrDefaultAsync(vote => vote.ComparisonId == comparisonId && vote.Owner == owner, cancellationToken);
        if (vote is { WasBlind: true })
            throw new VoteRefusedException("This blind vote was cast already and stands, since the sides are known by now. Ask again to vote once more.");
        if (vote is null)
        {
            vote = new ComparisonVote { ComparisonId = comparisonId, ContextId = runs[0].ContextId, Owner = owner, WasBlind = runs[0].IsBlind, CreatedAt = time.GetUtcNow() };
            database.Add(vote);
        }
        (vote.Preferred, vote.Counts, vote.CreatedAt) = (preferred, true, time.GetUtcNow());
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException failed) when (failed.InnerException is SqliteException { SqliteExtendedErrorCode: UniqueIndex })
        {
            // The index lets one vote of two sent at once through.
            throw new VoteRefusedException("The vote was not taken, because another one came at the same moment. Look which one counts.");
        }
        feed.Publish(new FeedbackChanged(vote.ContextId));
        return vote;
    }

    /// <summary>The vote of one person; null when there is none.</summary>
    public async Task<ComparisonVote?> FindAsync(Guid comparisonId, string owner, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ComparisonVotes.AsNoTracking().SingleOrDefaultAsync(vote => vote.ComparisonId == comparisonId && vote.Owner == owner, cancellationToken);
    }

    /// <summary>How the votes of everybody stand.</summary>
    /// <param name="contextId">Null counts over all contexts.</param>
    public async Task<VoteTallies> CountAsync(Guid? contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await Counted(database, contextId)
            .GroupBy(vote => new { vote.WasBlind, vote.Preferred })
            .Select(group => new { group.Key.WasBlind, group.Key.Preferred, Votes = group.Count() })
            .ToListAsync(cancellationToken);
        return new VoteTallies(Tally(blind: true), Tally(blind: false));

        VoteTally Tally(bool blind) => new(Of(blind, AnswerMode.Standard), Of(blind, AnswerMode.SleepTime), Of(blind, null));
        int Of(bool blind, AnswerMode? preferred) => groups.Where(group => group.WasBlind == blind && group.Preferred == preferred).Sum(group => group.Votes);
    }

    /// <summary>Begins counting anew. The votes stay with their comparisons and are only no longer counted.</summary>
    /// <param name="contextId">Null begins anew for all contexts.</param>
    /// <returns>How many votes are no longer counted.</returns>
    public async Task<int> CountAnewAsync(Guid? contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var votes = await Counted(database, contextId).ExecuteUpdateAsync(set => set.SetProperty(vote => vote.Counts, false), cancellationToken);
        feed.Publish(new FeedbackChanged(contextId));
        return votes;
    }

    private static IQueryable<ComparisonVote> Counted(SleepTimeDbContext database, Guid? contextId) =>
        database.ComparisonVotes.Where(vote => vote.Counts && (contextId == null || vote.ContextId == contextId));
}
