using SleepTime.Engine.Overview;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>Where something can be done about an alert.</summary>
public static class AlertLinks
{
    /// <summary>Null where no page helps, or the contexts that it names are the place.</summary>
    public static (string Href, string Label)? Of(Alert alert) => alert.Kind switch
    {
        AlertKind.ModelFailed => (DashboardUrls.ModelPage, "Model"),
        AlertKind.JobsFailed => (DashboardUrls.Queue("failed"), "Failed jobs"),
        AlertKind.NoIdleTime => (DashboardUrls.QueuePage, "Queue"),
        AlertKind.SleepPaused => (DashboardUrls.QueuePage, "Queue"),
        AlertKind.BudgetSpent => (DashboardUrls.QueuePage, "Queue"),
        AlertKind.NotesRefuted or AlertKind.NotesStale when alert.Contexts.Count == 0 => (DashboardUrls.Contexts, "Contexts"),
        _ => null,
    };
}
