using SleepTime.Engine.Insights;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>What the Overview says about its figures.</summary>
public static class OverviewWords
{
    /// <summary>What the saved tokens rest on.</summary>
    public static string Basis(OverviewFigures figures) => figures.ComparisonsCounted switch
    {
        0 => "unknown until a question was answered both ways",
        1 => "on 1 comparison",
        _ => $"on {NumberWords.Count(figures.ComparisonsCounted)} comparisons",
    };

    /// <summary>What is left to sleep on.</summary>
    public static string Queue(OverviewFigures figures) => (figures.JobsQueued, figures.JobsPaused) switch
    {
        (0, 0) => "nothing left to sleep on",
        (0, var paused) => $"{NumberWords.Of(paused, "job")} paused",
        (var waiting, 0) => $"{NumberWords.Of(waiting, "job")} in the queue",
        var (waiting, paused) => $"{NumberWords.Of(waiting, "job")} in the queue, {NumberWords.Count(paused)} paused",
    };

    /// <summary>Whether sleep has paid for itself, as a plain statement of the two totals.</summary>
    public static string Balance(OverviewFigures figures) => figures.TokensSavedAwake switch
    {
        null => "Ask a question both ways, and this page begins to weigh what sleep costs against what it saves.",
        < 0 => $"So far SleepTime answers took {NumberWords.Count(-figures.TokensSavedAwake)} completion tokens more than the ordinary way, {Basis(figures)}.",
        0 => $"So far both ways took the same number of completion tokens, {Basis(figures)}.",
        { } saved when saved >= figures.TokensAsleep =>
            $"Sleep has paid for itself: {NumberWords.Count(saved)} completion tokens saved awake against {NumberWords.Count(figures.TokensAsleep)} spent asleep.",
        { } saved =>
            $"Sleep has earned back {NumberWords.Percent(saved, figures.TokensAsleep)} of its completion tokens: {NumberWords.Count(saved)} saved awake against {NumberWords.Count(figures.TokensAsleep)} spent asleep.",
    };

    /// <summary>What the balance leaves out; empty while there is none.</summary>
    public static string Remark(OverviewFigures figures) =>
        figures.TokensSavedAwake is null ? "" : "Prompts are not counted; SleepTime's are longer, because it reads the notes too.";
}
