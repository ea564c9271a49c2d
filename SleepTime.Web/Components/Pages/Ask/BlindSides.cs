using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>Which side of a blind comparison stands where, and when it shows which it is. Pure.</summary>
public static class BlindSides
{
    /// <summary>In the order they are shown: by chance, and the same for everybody at any time, since it is drawn with the comparison's id.</summary>
    public static IReadOnlyList<Run> Arrange(IReadOnlyList<Run> runs) =>
        runs is [{ IsBlind: true, ComparisonId: { } id }, _] && (id.ToByteArray()[^1] & 1) == 1 ? [runs[1], runs[0]] : runs;

    /// <summary>Hidden until voted, or until it shows that there is nothing to vote on.</summary>
    public static bool AreHidden(IReadOnlyList<Run> runs, ComparisonVote? vote) =>
        runs is [{ IsBlind: true }, _] && vote is null && runs.All(run => run.State is not (RunState.Failed or RunState.Cancelled));

    public static string Letter(int place) => place == 0 ? "A" : "B";

    /// <summary>What a side is called.</summary>
    public static string Name(Run run, int place, bool hidden) => (hidden, run.IsBlind) switch
    {
        (true, _) => $"Answer {Letter(place)}",
        (false, true) => $"{RunWords.Mode(run.Mode)}, which was {Letter(place)}",
        _ => RunWords.Mode(run.Mode),
    };
}
