using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>What the page shows: jobs, or contexts that are not slept on.</summary>
/// <param name="State">Null for all.</param>
/// <param name="Paused">Only those that a person paused, or only those that nobody did; null for both.</param>
/// <param name="Skipped">Contexts that have no job, because they are not slept on.</param>
public sealed record JobFilter(SleepJobState? State, bool? Paused, bool Skipped = false)
{
    public static JobFilter All { get; } = new(null, null);
}

/// <summary>A filter to choose.</summary>
/// <param name="Key">As it stands in the address; null for what is shown without one.</param>
public sealed record QueueChoice(string? Key, string Label, JobFilter Filter, Func<QueueView, int> Count);

/// <summary>The filters to choose from.</summary>
public static class QueueFilter
{
    public const string Skipped = "skipped";

    public static IReadOnlyList<QueueChoice> Choices { get; } =
    [
        new(null, "All", JobFilter.All, view => view.Counts.All),
        new("running", "Sleeping", new(SleepJobState.Running, null), view => view.Counts.Running),
        new("queued", "Waiting", new(SleepJobState.Queued, false), view => view.Counts.Waiting),
        new("paused", "Paused", new(SleepJobState.Queued, true), view => view.Counts.Paused),
        new("completed", "Done", new(SleepJobState.Completed, null), view => view.Counts.Completed),
        new("failed", "Failed", new(SleepJobState.Failed, null), view => view.Counts.Failed),
        new("cancelled", "Cancelled", new(SleepJobState.Cancelled, null), view => view.Counts.Cancelled),
        new(Skipped, "Not slept on", new(null, null, Skipped: true), view => view.SkippedTotal),
    ];

    /// <summary>All for no key, and for what is no filter.</summary>
    public static JobFilter Parse(string? key) =>
        Choices.FirstOrDefault(choice => string.Equals(choice.Key, key, StringComparison.OrdinalIgnoreCase))?.Filter ?? JobFilter.All;
}
