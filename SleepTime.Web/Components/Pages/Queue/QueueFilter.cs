using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>The states to choose from, as they stand in the address.</summary>
public static class QueueFilter
{
    public static IReadOnlyList<(string? Key, string Label)> Options { get; } =
        [(null, "All"), ("running", "Sleeping"), ("queued", "Waiting"), ("completed", "Done"), ("failed", "Failed"), ("cancelled", "Cancelled")];

    /// <summary>Null for all, and for what is no state.</summary>
    public static SleepJobState? Parse(string? key) =>
        Enum.TryParse<SleepJobState>(key, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;
}
