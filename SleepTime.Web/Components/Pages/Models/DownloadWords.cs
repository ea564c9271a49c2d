using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Models;

/// <summary>Downloads in words.</summary>
internal static class DownloadWords
{
    public static string State(ModelDownloadView download) => (download.State, download.Phase) switch
    {
        (DownloadState.Queued, _) => "Waits",
        (DownloadState.Running, DownloadPhase.Looking) => "Asks the hub",
        (DownloadState.Running, DownloadPhase.Checking) => "Checks",
        (DownloadState.Running, _) => "Downloads",
        (DownloadState.Completed, _) => "There",
        _ => download.State.ToString(),
    };

    /// <summary>State and share in a few words, where no more fits.</summary>
    public static string Short(ModelDownloadView download) => download is { State: DownloadState.Running or DownloadState.Paused, Total: { } total, Done: > 0 }
        ? $"{State(download)}, {NumberWords.Percent(download.Done, total)}"
        : State(download);

    public static Tone ToneOf(ModelDownloadView download) => download.State switch
    {
        DownloadState.Running => Tone.Busy,
        DownloadState.Paused => Tone.Warning,
        DownloadState.Failed => Tone.Bad,
        DownloadState.Completed => Tone.Good,
        _ => Tone.Quiet,
    };

    /// <summary>"1.2 GB of 4.4 GB (27 %), 34 MB a second, 1 min 34 s left".</summary>
    public static string Figures(ModelDownloadView download)
    {
        if (download.Total is not { } total)
            return "";
        if (download.State == DownloadState.Completed)
            return SizeWords.Of(total);
        var figures = $"{SizeWords.Of(download.Done)} of {SizeWords.Of(total)} ({NumberWords.Percent(download.Done, total)})";
        if (download.BytesPerSecond is { } speed)
            figures += $", {SizeWords.Of((long)speed)} a second";
        return download is { TimeLeft: { } left, State: DownloadState.Running } ? $"{figures}, {DurationWords.Span(left)} left" : figures;
    }

    /// <summary>Why nothing comes right now, and when it goes on; null while it does.</summary>
    public static string? Remark(ModelDownloadView download, DateTimeOffset now) => download switch
    {
        { Remark: not null, NextTryAt: { } at } when at > now => $"{download.Remark} Next try in {Math.Ceiling((at - now).TotalSeconds):N0} s.",
        _ => download.Remark,
    };

    public static string DeleteLabel(ModelDownloadView download) => download.State == DownloadState.Completed ? "Remove from the list" : "Cancel";

    /// <summary>What deleting it throws away; null when that is nothing.</summary>
    public static string? Loses(ModelDownloadView download) =>
        download.State != DownloadState.Completed && download.Done > 0 ? $"The {SizeWords.Of(download.Done)} that were fetched are deleted." : null;
}
