using SleepTime.Engine.Answering.Feedback;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What is stored beside the answers to one question.</summary>
public sealed record AnswersFeedback(
    ComparisonVote? Vote, VoteTallies OfContext, VoteTallies OfAll, IReadOnlyDictionary<Guid, bool> Ratings, string? Expected)
{
    public static AnswersFeedback None { get; } = new(null, VoteTallies.None, VoteTallies.None, new Dictionary<Guid, bool>(), null);
}
