using SleepTime.Engine.Insights;

namespace SleepTime.Engine.Overview;

/// <summary>The sleep job that is worked on.</summary>
public sealed record CurrentJob(Guid Id, Guid ContextId, string ContextTitle, int PassesDone, int PassesWanted);

/// <summary>The experiment that runs.</summary>
/// <param name="Done">Answers that it has, of <paramref name="Wanted"/>.</param>
public sealed record CurrentExperiment(Guid Id, string Name, int Done, int Wanted);

/// <summary>
/// What the Overview shows, at one moment, the same for everybody who looks but for what is hidden from them. Shared links keep it
/// as it is (<see cref="Sharing.Snapshots.SharedSnapshot"/>): members may be added with a value to fall back on; none may change its meaning.
/// </summary>
/// <param name="Job">Null when none is worked on.</param>
/// <param name="Experiment">Null when none runs.</param>
/// <param name="Totals">Over everything stored; its list of comparisons is empty.</param>
/// <param name="Recent">The latest comparisons, newest first, at most 30.</param>
public sealed record TeamOverview(
    DateTimeOffset At, CurrentJob? Job, CurrentExperiment? Experiment, IReadOnlyList<Alert> Alerts, LearnedLately Learned, PaidOff PaidOff, OverviewFigures Totals,
    IReadOnlyList<RecentComparison> Recent)
{
    /// <summary>Without what tells the sides of blind comparisons apart that this person has not voted on.</summary>
    public TeamOverview For(string viewer) => this with { Recent = [.. Recent.Select(comparison => comparison.For(viewer))] };
}
