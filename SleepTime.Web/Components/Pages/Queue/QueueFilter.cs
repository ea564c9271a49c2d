using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>Which jobs the page shows.</summary>
/// <param name="State">Null for all.</param>
/// <param name="Paused">Only those that a person paused, or only those that nobody did; null for both.</param>
public sealed record JobFilter(SleepJobState? State, bool? Paused)
{
    public static JobFilter All { get; } = new(null, null);
}

/// <summary>The filters to choose from, as they stand in the address.</summary>
public static class QueueFilter
{
    private static readonly (string? Key, string Label, JobFilter Filter)[] _choices =
    [
        (null, "All", JobFilter.All),
        ("running", "Sleeping", new(SleepJobState.Running, null)),
        ("queued", "Waiting", new(SleepJobState.Queued, false)),
        // A job that ended keeps its mark, which then means nothing any more.
        ("paused", "Paused", new(SleepJobState.Queued, true)),
        ("completed", "Done", new(SleepJobState.Completed, null)),
        ("failed", "Failed", new(SleepJobState.Failed, null)),
        ("cancelled", "Cancelled", new(SleepJobState.Cancelled, null)),
    ];

    public static IReadOnlyList<(string? Key, string Label)> Options { get; } = [.. _choices.Select(choice => (choice.Key, choice.Label))];

    /// <summary>All for no key, and for what is no filter.</summary>
    public static JobFilter Parse(string? key) =>
        _choices.FirstOrDefault(choice => string.Equals(choice.Key, key, StringComparison.OrdinalIgnoreCase)).Filter ?? JobFilter.All;
}
