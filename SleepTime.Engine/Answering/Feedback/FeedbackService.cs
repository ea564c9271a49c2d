using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.Feedback;

/// <summary>What a person thinks of single answers: thumbs, and the answer that would have been right. Thread-safe.</summary>
public sealed class FeedbackService(IDbContextFactory<SleepTimeDbContext> databases, ActivityFeed feed, TimeProvider time)
{
    /// <summary>Rates an answer, changes the rating, or takes it back with null.</summary>
    /// <returns>False when there is no such run.</returns>
    public async Task<bool> RateAsync(Guid runId, bool? isGood, string owner, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // Two ratings sent at once: the second has to see the first.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.Runs.Where(run => run.Id == runId).Select(run => (Guid?)run.ContextId).SingleOrDefaultAsync(cancellationToken) is not { } contextId)
            return false;
        var rating = await database.AnswerRatings.SingleOrDefaultAsync(rating => rating.RunId == runId && rating.Owner == owner, cancellationToken);
        if (isGood is not { } good)
        {
            if (rating is not null)
                database.Remove(rating);
        }
        else if (rating is null)
        {
            database.Add(new AnswerRating { RunId = runId, Owner = owner, IsGood = good, CreatedAt = time.GetUtcNow() });
        }
        else
        {
            (rating.IsGood, rating.CreatedAt) = (good, time.GetUtcNow());
        }
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(new FeedbackChanged(contextId));
        return true;
    }

    /// <summary>Thumbs of one person, by run; runs without one are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, bool>> FindRatingsAsync(IReadOnlyList<Guid> runIds, string owner, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.AnswerRatings.AsNoTracking()
            .Where(rating => rating.Owner == owner && runIds.Contains(rating.RunId))
            .ToDictionaryAsync(rating => rating.RunId, rating => rating.IsGood, cancellationToken);
    }

    /// <summary>Says what the right answer is, for a run and the other run of its comparison; null or white space takes it back.</summary>
    /// <returns>The runs as they are now; empty when there is no such run.</returns>
    /// <exception cref="InvalidQuestionException">It is longer than <see cref="AnswerScore.MaxExpectedLength"/>.</exception>
    public async Task<IReadOnlyList<Run>> ExpectAsync(Guid runId, string? expected, CancellationToken cancellationToken)
    {
        AskRequestRules.CheckExpected(expected);
        var wanted = string.IsNullOrWhiteSpace(expected) ? null : expected.Trim();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Runs.AsNoTracking().SingleOrDefaultAsync(run => run.Id == runId, cancellationToken) is not { } run)
            return [];
        var runs = database.Runs.Where(other => other.Id == runId || (run.ComparisonId != null && other.ComparisonId == run.ComparisonId));
        // This column alone: the run may be ending just now.
        await runs.ExecuteUpdateAsync(set => set.SetProperty(other => other.ExpectedAnswer, wanted), cancellationToken);
        feed.Publish(new FeedbackChanged(run.ContextId));
        return [.. (await runs.AsNoTracking().ToListAsync(cancellationToken)).OrderBy(other => other.Mode)];
    }
}
