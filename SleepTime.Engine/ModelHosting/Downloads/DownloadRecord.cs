namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>A download as it is kept over a restart.</summary>
internal sealed record DownloadRecord
{
    public required Guid Id { get; init; }

    public required string Reference { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DownloadState State { get; init; }

    /// <summary>Null until the hub was asked.</summary>
    public DownloadPlan? Plan { get; init; }

    /// <summary>Bytes that were there when it last stopped.</summary>
    public long Done { get; init; }

    public long? Total { get; init; }

    public string? Failure { get; init; }

    /// <summary>The file to load, once it is there.</summary>
    public string? Path { get; init; }
}

/// <summary>A download as people see it.</summary>
/// <param name="Phase">What it does right now; null unless it runs.</param>
/// <param name="Total">Null until the hub was asked.</param>
/// <param name="BytesPerSecond">Over the last seconds; null when it cannot be told.</param>
/// <param name="Remark">Why nothing comes right now, null while it does.</param>
/// <param name="NextTryAt">When it is tried again; null while nothing waits.</param>
/// <param name="Failure">Why it failed, and what to do next; null otherwise.</param>
/// <param name="Path">Full path of the file to load; null until it is there.</param>
public sealed record ModelDownloadView(
    Guid Id, string Reference, DownloadState State, DownloadPhase? Phase, long Done, long? Total, double? BytesPerSecond, string? Remark, DateTimeOffset? NextTryAt,
    string? Failure, string? Path, DateTimeOffset CreatedAt)
{
    /// <summary>Null when it cannot be told.</summary>
    public TimeSpan? TimeLeft => Total is { } total && BytesPerSecond is > 0 and var speed ? TimeSpan.FromSeconds(Math.Min((total - Done) / speed, TimeSpan.FromDays(365).TotalSeconds)) : null;
}
