using SleepTime.Engine.Answering;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Overview;

namespace SleepTime.Tests.Support;

/// <summary>Overviews as they come out of the engine, for tests that only look at what is made of them.</summary>
internal static class Overviews
{
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);

    public static LearnedLately NothingLearned { get; } = new(Now.AddDays(-1), 0, 0, 0, 0, 0, 0, 0, []);

    public static PaidOff NothingPaid { get; } = new(Now.AddDays(-7), 0, null, null, 0, 0, 0, [], []);

    public static TeamOverview Empty { get; } = new(Now, null, null, [], NothingLearned, NothingPaid, new OverviewFigures(0, 0, 0, 0, 0, 0, 0, null, 0, []), []);

    public static Alert Alert(AlertKind kind, params ContextName[] contexts) =>
        new(kind, kind is AlertKind.ModelFailed or AlertKind.DiskFull ? AlertLevel.Bad : AlertLevel.Warning, $"Title of {kind}", "What happened.", "What to do.", contexts);

    public static LearnedContext Learned(string title, int notes, int verified, int refuted = 0, int passes = 3, int sections = 0) =>
        new(Guid.CreateVersion7(), title, passes, sections, notes, verified, refuted, Now.AddHours(-1));

    public static PayingContext Paying(string title, int questions, double needed, DateTimeOffset? reachedAt = null) =>
        new(Guid.CreateVersion7(), title, questions, needed, 600, 200, reachedAt);

    public static RecentSide Side(AnswerMode mode, int? tokens, RunState state = RunState.Completed, bool? right = null) =>
        new(mode, state, tokens, state == RunState.Completed ? 1200 : null, right);

    public static RecentComparison Comparison(RecentSide? standard, RecentSide? sleepTime, bool hidden = false) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), "Marbles", "How many?", Now.AddMinutes(-5), standard, sleepTime, hidden, hidden);
}
