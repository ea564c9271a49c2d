namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>A download on the list. All of it is changed under the queue's lock.</summary>
internal sealed class QueuedDownload(DownloadRecord record)
{
    private CancellationTokenSource? _stop;

    public DownloadRecord Record { get; set; } = record;

    /// <summary>Of the present run, or null.</summary>
    public DownloadMeter? Meter { get; private set; }

    /// <summary>Its files are open; it may be paused already and still be stopping.</summary>
    public bool IsRunning => Meter is not null;

    /// <summary>Its bytes go when it has stopped.</summary>
    public bool IsDeleted { get; set; }

    public CancellationTokenSource Begin(DownloadMeter meter, CancellationToken stoppingToken)
    {
        Meter = meter;
        return _stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
    }

    /// <summary>On another thread: what a cancelled read does must not happen under the queue's lock.</summary>
    public void Stop() => _ = _stop?.CancelAsync();

    public void End() => (Meter, _stop) = (null, null);

    public ModelDownloadView View()
    {
        var progress = Meter?.Read();
        var isRunning = Record.State == DownloadState.Running;
        return new(
            Record.Id, Record.Reference, Record.State, isRunning ? progress?.Phase : null, progress?.Done ?? Record.Done, progress?.Total ?? Record.Total,
            isRunning ? progress?.BytesPerSecond : null, isRunning ? progress?.Remark : null, isRunning ? progress?.NextTryAt : null, Record.Failure, Record.Path, Record.CreatedAt);
    }
}
