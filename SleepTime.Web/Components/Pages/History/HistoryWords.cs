using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;

namespace SleepTime.Web.Components.Pages.History;

/// <summary>What the page says.</summary>
public static class HistoryWords
{
    public static string NothingFound(HistoryAddress filters, string? contextTitle) => filters switch
    {
        { ContextId: not null } when contextTitle is null => "This context was deleted, and its questions with it.",
        { Search: { } search } when SearchText.Words(search).Count == 0 => $"“{search}” has no letter or digit in it to look for.",
        { Search: { } search } => $"No question or answer that the filters let through has “{search}” in it.",
        _ => "No question is like this. Take a filter away.",
    };

    public static string DeleteWarning(HistoryRow row)
    {
        var what = row.Runs.Count > 1 ? "the question and both answers" : "the question and its answer";
        var stops = row.Runs.Any(run => run.State is RunState.Queued or RunState.Running) ? " What is still being written is stopped." : "";
        return $"This deletes {what} for everyone, and takes them out of the figures.{stops} It cannot be undone.";
    }
}
