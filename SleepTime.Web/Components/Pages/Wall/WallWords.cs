using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Overview;
using SleepTime.Web.Components.Pages.Overview;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Wall;

/// <summary>What a wall screen says, short enough to be read in passing.</summary>
public static class WallWords
{
    /// <summary>What runs now, or why nothing does.</summary>
    public static string Now(LiveStatus status, TeamOverview? overview) => status switch
    {
        { Work.Model: not ModelState.Ready } or { Work.Load.Questions: > 0 } => status.Line.Detail,
        _ when overview?.Experiment is { } experiment => $"“{experiment.Name}” runs: {NumberWords.Count(experiment.Done)} of {NumberWords.Count(experiment.Wanted)} answers.",
        _ => status.Sleep.Detail,
    };

    public static string Alerts(IReadOnlyList<Alert> alerts) => alerts.Count switch
    {
        0 => "All is well",
        1 => "1 alert",
        var count => $"{NumberWords.Count(count)} alerts",
    };

    public static string Learned(LearnedLately learned) => learned.IsNothing
        ? "nothing was slept on"
        : $"{(learned.VerifiedShare is null ? "" : $"{LearnedWords.Verified(learned)} shown to hold, ")}on {NumberWords.Of(learned.Contexts, "context")}, {NumberWords.Tokens(learned.Tokens)}";

    public static string Saved(PaidOff paid) => paid.Saved is null
        ? "unknown: nothing was compared"
        : $"{NumberWords.Count(paid.Saved)} saved, {NumberWords.Count(paid.Asleep)} spent";

    public static string Next(PaidOff paid) => (paid.Nearest, paid.Measured) switch
    {
        ([var next, ..], _) => $"next “{next.Title}”, {NumberWords.Of((long)next.Left, "more question")}",
        (_, 0) => "unknown: nothing was compared",
        _ => "of those measured",
    };

    /// <summary>Tokens of both sides, with who was right where that is known.</summary>
    public static string Sides(RecentComparison comparison) => comparison.IsHidden
        ? "hidden until the vote"
        : $"Standard {Side(comparison.Standard)} · SleepTime {Side(comparison.SleepTime)}";

    private static string Side(RecentSide? side) =>
        RecentWords.Tokens(side, false) + (side?.IsRight switch { true => " right", false => " wrong", null => "" });
}
