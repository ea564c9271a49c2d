using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What is stored beside the answers to one question.</summary>
public sealed record AnswersFeedback(
    ComparisonVote? Vote, VoteTallies OfContext, VoteTallies OfAll, IReadOnlyDictionary<Guid, bool> Ratings, string? Expected)
{
    public static AnswersFeedback None { get; } = new(null, VoteTallies.None, VoteTallies.None, new Dictionary<Guid, bool>(), null);
}

/// <summary>Reads what is stored beside the answers to one question.</summary>
public sealed class AnswersFeedbackReader(VoteService votes, FeedbackService feedback, RunHistory history)
{
    /// <param name="runs">At least one.</param>
    public async Task<AnswersFeedback> ReadAsync(Guid contextId, IReadOnlyList<Run> runs, CancellationToken cancellationToken) => new(
        runs[0].ComparisonId is { } id ? await votes.FindAsync(id, LocalUser.Name, cancellationToken) : null,
        await votes.CountAsync(contextId, cancellationToken),
        await votes.CountAsync(null, cancellationToken),
        await feedback.FindRatingsAsync([.. runs.Select(run => run.Id)], LocalUser.Name, cancellationToken),
        (await history.FindAsync(runs[0].Id, cancellationToken))?.ExpectedAnswer);
}
