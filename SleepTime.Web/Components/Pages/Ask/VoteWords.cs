using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>Votes and how they stand.</summary>
public static class VoteWords
{
    public static string Cast(ComparisonVote vote) => $"{(vote.WasBlind ? "Blind, you" : "You")} {(vote.Preferred is { } mode ? $"preferred {RunWords.Mode(mode)}" : "found both equally good")}.";

    public static string Tally(VoteTally tally) => tally.Total == 0
        ? "no votes yet"
        : $"{RunWords.Mode(AnswerMode.Standard)} {NumberWords.Count(tally.Standard)}, {RunWords.Mode(AnswerMode.SleepTime)} {NumberWords.Count(tally.SleepTime)}, {(tally.Ties == 1 ? "1 tie" : $"{NumberWords.Count(tally.Ties)} ties")}";
}
