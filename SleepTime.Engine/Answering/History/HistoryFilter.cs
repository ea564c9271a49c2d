namespace SleepTime.Engine.Answering.History;

/// <summary>Which questions of the history are wanted; what is null does not matter.</summary>
/// <param name="Mode">Asked in this mode, alone or in a comparison.</param>
/// <param name="State">A run of it stands so; with a mode, the run of that mode.</param>
/// <param name="From">Asked at this moment or later.</param>
/// <param name="To">Asked before this moment.</param>
/// <param name="Search">As a person types it: words by their beginnings, "quoted words" as they stand. All must be in the question and its answers.</param>
/// <param name="UpTo">The last entry to look at, so that what is asked meanwhile moves nothing; see <see cref="HistoryEntry.Number"/>.</param>
/// <param name="After">Only entries behind this one.</param>
/// <param name="Viewer">Who looks: blind comparisons that they have not voted on keep their sides hidden, also from filters by mode; null for nobody in particular.</param>
public sealed record HistoryFilter(
    Guid? ContextId = null, AnswerMode? Mode = null, string? Owner = null, RunState? State = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null, string? Search = null, long? UpTo = null, long? After = null, string? Viewer = null)
{
    /// <summary>Everything.</summary>
    public static HistoryFilter All { get; } = new();

    /// <summary>Longest search, in characters; what is beyond is for the caller to refuse.</summary>
    public const int MaxSearchLength = 200;
}
