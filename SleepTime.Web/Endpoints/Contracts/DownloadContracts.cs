using System.ComponentModel;
using SleepTime.Engine.ModelHosting.Downloads;

namespace SleepTime.Web.Endpoints.Contracts;

public sealed record DownloadModelRequest([property: Description("A model of the hub: org/repo:Q4_K_M or org/repo/file.gguf, each with @revision behind it where it is not main.")] string? Reference);

/// <param name="Phase">What it does right now; null unless it runs.</param>
/// <param name="BytesTotal">Null until the hub was asked.</param>
/// <param name="BytesPerSecond">Over the last seconds; null when it cannot be told.</param>
/// <param name="SecondsLeft">Null when it cannot be told.</param>
/// <param name="Remark">Why nothing comes right now; null while it does.</param>
/// <param name="NextTryAt">When it is tried again; null while nothing waits.</param>
/// <param name="Failure">Why it failed, and what to do next; null otherwise.</param>
/// <param name="Path">Of the file to load, on the server; null until it is there.</param>
public sealed record DownloadResponse(
    Guid Id, string Reference, DownloadState State, DownloadPhase? Phase, long BytesDone, long? BytesTotal, double? BytesPerSecond, double? SecondsLeft,
    string? Remark, DateTimeOffset? NextTryAt, string? Failure, string? Path, DateTimeOffset CreatedAt)
{
    public static DownloadResponse From(ModelDownloadView download) => new(
        download.Id, download.Reference, download.State, download.Phase, download.Done, download.Total, download.BytesPerSecond, download.TimeLeft?.TotalSeconds,
        download.Remark, download.NextTryAt, download.Failure, download.Path, download.CreatedAt);
}
