using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Web.Components.Pages.Overview;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="At">When it was read.</param>
/// <param name="Alerts">The most urgent first; empty when all is well.</param>
/// <param name="Learned">What sleep did within the last 24 hours.</param>
/// <param name="PaidOff">What sleep saved within the last 7 days, and where it has paid.</param>
/// <param name="Totals">Over everything stored.</param>
/// <param name="Comparisons">The latest, newest first, at most 30.</param>
public sealed record OverviewResponse(
    DateTimeOffset At, OverviewStateResponse State, IReadOnlyList<AlertResponse> Alerts, LearnedLately Learned, PaidOff PaidOff, OverviewTotalsResponse Totals,
    IReadOnlyList<RecentComparisonResponse> Comparisons)
{
    public static OverviewResponse From(TeamOverview overview, LiveStatus status, GpuWatch gpu) => new(
        overview.At, OverviewStateResponse.From(overview, status, gpu), [.. overview.Alerts.Select(AlertResponse.From)], overview.Learned, overview.PaidOff,
        OverviewTotalsResponse.From(overview.Totals), [.. overview.Recent.Select(RecentComparisonResponse.From)]);
}

/// <summary>What the model does now.</summary>
/// <param name="Label">In one or two words.</param>
/// <param name="Detail">In a sentence.</param>
/// <param name="Job">The sleep job that is worked on; null when none is.</param>
/// <param name="Experiment">The experiment that runs; null when none does.</param>
public sealed record OverviewStateResponse(
    ModelState Model, string Label, string Detail, ClassLoadResponse Questions, ClassLoadResponse Experiments, ClassLoadResponse Sleep, QueueResponse Queue,
    CurrentJob? Job, CurrentExperiment? Experiment)
{
    public static OverviewStateResponse From(TeamOverview overview, LiveStatus status, GpuWatch gpu) => new(
        status.Work.Model, status.Line.Label, status.Line.Detail, ClassLoadResponse.Of(status.Work.Load, GenerationClass.Question),
        ClassLoadResponse.Of(status.Work.Load, GenerationClass.Experiment), ClassLoadResponse.Of(status.Work.Load, GenerationClass.Sleep), QueueResponse.From(status.Work.Queue, gpu),
        overview.Job, overview.Experiment);
}

/// <summary>Generations of one class.</summary>
public sealed record ClassLoadResponse(int Running, int Waiting)
{
    public static ClassLoadResponse Of(EngineLoad load, GenerationClass of) => new(load.Running[(int)of], load.Waiting[(int)of]);
}

/// <param name="Next">What to do about it.</param>
/// <param name="Link">Where on the site something can be done about it; null where no page helps, or the contexts are the place.</param>
/// <param name="Contexts">Those that it is about, at most 3.</param>
public sealed record AlertResponse(AlertKind Kind, AlertLevel Level, string Title, string Detail, string Next, string? Link, IReadOnlyList<ContextName> Contexts)
{
    public static AlertResponse From(Alert alert) => new(alert.Kind, alert.Level, alert.Title, alert.Detail, alert.Next, AlertLinks.Of(alert)?.Href, alert.Contexts);
}

/// <param name="ContextsWithNotes">Contexts whose present text has notes with a line that an answer can use.</param>
/// <param name="Notes">Lines that an answer can use now.</param>
/// <param name="Questions">A comparison is one question.</param>
/// <param name="TokensAsleep">Completion tokens of all that sleep stored.</param>
/// <param name="TokensSavedAwake">Completion tokens that SleepTime needed less; negative when more, null before the first complete comparison.</param>
/// <param name="ComparisonsCounted">What the savings rest on.</param>
public sealed record OverviewTotalsResponse(
    int Contexts, int ContextsWithNotes, int Notes, int JobsQueued, int JobsPaused, int Questions, int RunsFailed, long TokensAsleep, long? TokensSavedAwake, int ComparisonsCounted)
{
    public static OverviewTotalsResponse From(OverviewFigures totals) => new(
        totals.Contexts, totals.ContextsWithNotes, totals.Notes, totals.JobsQueued, totals.JobsPaused, totals.Questions, totals.RunsFailed, totals.TokensAsleep,
        totals.TokensSavedAwake, totals.ComparisonsCounted);
}

/// <summary>One comparison. Of a blind one that you have not voted on, both sides are null.</summary>
/// <param name="Difference">Completion tokens that SleepTime needed more, or, negative, less; null unless both sides completed and are shown.</param>
/// <param name="Hidden">Whether its sides are hidden until you vote.</param>
public sealed record RecentComparisonResponse(
    Guid Id, Guid ContextId, string ContextTitle, string Question, DateTimeOffset CreatedAt, bool Blind, bool Hidden, RecentSideResponse? Standard, RecentSideResponse? SleepTime, int? Difference)
{
    public static RecentComparisonResponse From(RecentComparison comparison) => new(
        comparison.Id, comparison.ContextId, comparison.ContextTitle, comparison.Question, comparison.At, comparison.IsBlind, comparison.IsHidden,
        RecentSideResponse.From(comparison.Standard), RecentSideResponse.From(comparison.SleepTime), comparison.Difference);
}

/// <param name="CompletionTokens">Null while unknown.</param>
/// <param name="TotalMs">From asking to the end; null while unknown.</param>
/// <param name="Right">Whether it gave the expected answer; null where none is expected, and unless it has completed.</param>
public sealed record RecentSideResponse(RunState State, int? CompletionTokens, double? TotalMs, bool? Right)
{
    public static RecentSideResponse? From(RecentSide? side) => side is null ? null : new(side.State, side.CompletionTokens, side.TotalMs, side.IsRight);
}
