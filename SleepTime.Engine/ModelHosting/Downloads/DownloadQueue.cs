using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>
/// Downloads of models, one at a time in the order of the list. What an end of the server interrupts is listed as paused at
/// the next start: nobody's line is used without being asked. Thread-safe.
/// </summary>
public sealed partial class DownloadQueue : BackgroundService
{
    // Far more than anyone fetches; a program in a loop should not fill the list.
    private const int Most = 100;

    private readonly ModelDownload _download;
    private readonly DownloadListFile _file;
    private readonly HubOptions _options;
    private readonly ActivityFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger<DownloadQueue> _logger;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly List<QueuedDownload> _downloads;

    internal DownloadQueue(ModelDownload download, DownloadListFile file, IOptions<HubOptions> options, ActivityFeed feed, TimeProvider time, ILogger<DownloadQueue> logger)
    {
        (_download, _file, _options, _feed, _time, _logger) = (download, file, options.Value, feed, time, logger);
        _downloads = [.. file.Read().Select(record => new QueuedDownload(Interrupted(record)))];
    }

    /// <summary>Whether the settings allow downloads.</summary>
    public bool IsAllowed => _options.AllowDownloads;

    /// <summary>All that are listed, the oldest first.</summary>
    public IReadOnlyList<ModelDownloadView> List()
    {
        lock (_gate)
            return [.. _downloads.Select(download => download.View())];
    }

    public ModelDownloadView? Find(Guid id)
    {
        lock (_gate)
            return FindLocked(id)?.View();
    }

    /// <summary>Lists a model for download. One that is listed already goes on, or is looked for again when it had ended.</summary>
    /// <param name="reference">As in <see cref="HubReference"/>.</param>
    /// <exception cref="DownloadRefusedException">It is no reference, downloads are forbidden, or too many are listed.</exception>
    public ModelDownloadView Add(string? reference)
    {
        RequireAllowed();
        var wanted = HubReference.Parse(reference).ToString();
        QueuedDownload download;
        lock (_gate)
        {
            var listed = _downloads.FirstOrDefault(listed => listed.Record.Reference == wanted);
            if (listed is null && _downloads.Count >= Most)
                throw new DownloadRefusedException($"{Most} downloads are listed, which is the most: delete some that have ended first.");
            download = listed ?? new QueuedDownload(new DownloadRecord { Id = Guid.CreateVersion7(), Reference = wanted, CreatedAt = _time.GetUtcNow() });
            if (listed is null)
                _downloads.Add(download);
            else if (listed.Record.State is DownloadState.Queued or DownloadState.Running)
                return listed.View();
            // What was complete is asked about anew: the branch may have moved.
            download.Record = download.Record with { State = DownloadState.Queued, Failure = null, Path = null, Plan = download.Record.State == DownloadState.Completed ? null : download.Record.Plan };
            _file.Write(Records());
        }
        Tell(download);
        _changed.Release();
        return download.View();
    }

    /// <summary>Stops a download that waits or runs; what was fetched stays.</summary>
    /// <returns>False when it does neither.</returns>
    public bool Pause(Guid id) => Change(id, download => download.Record.State is DownloadState.Queued or DownloadState.Running, download =>
    {
        download.Record = download.Record with { State = DownloadState.Paused };
        download.Stop();
    });

    /// <summary>Goes on with one that was paused or has failed.</summary>
    /// <returns>False when it is neither.</returns>
    /// <exception cref="DownloadRefusedException">Downloads are forbidden.</exception>
    public bool Resume(Guid id)
    {
        RequireAllowed();
        var resumed = Change(id, download => download.Record.State is DownloadState.Paused or DownloadState.Failed, download =>
            download.Record = download.Record with { State = DownloadState.Queued, Failure = null });
        if (resumed)
            _changed.Release();
        return resumed;
    }

    /// <summary>Takes a download off the list and deletes what was fetched of one that is not complete. A complete model stays in the cache.</summary>
    /// <returns>False when there is none.</returns>
    public bool Delete(Guid id) => Change(id, _ => true, download =>
    {
        _downloads.Remove(download);
        if (download.IsRunning)
        {
            download.IsDeleted = true; // its files are open: they go when it has stopped
            download.Stop();
        }
        else
        {
            DiscardLocked(download);
        }
    });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                while (Next(stoppingToken) is { } next)
                    await RunAsync(next.Download, next.Reference, next.Stop, stoppingToken);
                await _changed.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was running is listed as it is: the next start finds it interrupted.
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _changed.Dispose();
    }

    private (QueuedDownload Download, HubReference Reference, CancellationTokenSource Stop)? Next(CancellationToken stoppingToken)
    {
        QueuedDownload? next;
        CancellationTokenSource stop;
        lock (_gate)
        {
            next = _downloads.Find(download => download.Record.State == DownloadState.Queued);
            if (next is null)
                return null;
            next.Record = next.Record with { State = DownloadState.Running };
            stop = next.Begin(new DownloadMeter(_time, () => Tell(next)), stoppingToken);
            _file.Write(Records());
        }
        Tell(next);
        return (next, HubReference.Parse(next.Record.Reference), stop);
    }

    private async Task RunAsync(QueuedDownload download, HubReference reference, CancellationTokenSource stop, CancellationToken stoppingToken)
    {
        using (stop)
        {
            try
            {
                LogBegan(download.Record.Reference);
                var path = await _download.RunAsync(reference, download.Record.Plan, plan => Keep(download, plan), download.Meter!, stop.Token);
                End(download, record => record with { State = DownloadState.Completed, Path = path });
                LogCompleted(download.Record.Reference, path);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Whoever paused it has said so already; an end of the server pauses it too.
                End(download, record => stoppingToken.IsCancellationRequested && record.State == DownloadState.Running ? record with { State = DownloadState.Paused } : record);
            }
            catch (HubException e)
            {
                LogFailed(download.Record.Reference, e.Message);
                End(download, record => record with { State = DownloadState.Failed, Failure = e.Message });
            }
            catch (Exception e)
            {
                LogBroke(e, download.Record.Reference);
                End(download, record => record with { State = DownloadState.Failed, Failure = $"It could not be fetched ({e.Message.TrimEnd('.')}). Resume it; if it stays, the server's log says more." });
            }
        }
    }

    private void Keep(QueuedDownload download, DownloadPlan plan)
    {
        lock (_gate)
        {
            download.Record = download.Record with { Plan = plan, Total = plan.TotalBytes };
            _file.Write(Records());
        }
    }

    private void End(QueuedDownload download, Func<DownloadRecord, DownloadRecord> end)
    {
        lock (_gate)
        {
            var progress = download.Meter!.Read();
            download.Record = end(download.Record with { Done = progress.Done, Total = progress.Total ?? download.Record.Total });
            download.End();
            if (download.IsDeleted)
                DiscardLocked(download);
            _file.Write(Records());
        }
        Tell(download);
    }

    private bool Change(Guid id, Func<QueuedDownload, bool> can, Action<QueuedDownload> change)
    {
        QueuedDownload? download;
        lock (_gate)
        {
            download = FindLocked(id);
            if (download is null || !can(download))
                return false;
            change(download);
            _file.Write(Records());
        }
        Tell(download);
        return true;
    }

    // Two references may mean the same file: what another one still wants stays.
    private void DiscardLocked(QueuedDownload download)
    {
        if (download.Record is not { Plan: { } plan, State: not DownloadState.Completed })
            return;
        var wanted = _downloads.SelectMany(other => other.Record.Plan?.Files ?? []).Select(file => file.ETag).ToHashSet();
        try
        {
            _download.Discard(plan with { Files = [.. plan.Files.Where(file => !wanted.Contains(file.ETag))] });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotDiscarded(e, download.Record.Reference);
        }
    }

    private DownloadRecord Interrupted(DownloadRecord record) => record.State is not (DownloadState.Queued or DownloadState.Running or DownloadState.Paused)
        ? record
        : record with { State = DownloadState.Paused, Done = DoneOf(record) };

    /// <summary>A cache that cannot be read keeps no server from starting: what was known last is listed.</summary>
    private long DoneOf(DownloadRecord record)
    {
        try
        {
            return record.Plan is { } plan ? _download.DoneOf(plan) : record.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return record.Done;
        }
    }

    private QueuedDownload? FindLocked(Guid id) => _downloads.Find(download => download.Record.Id == id);

    private List<DownloadRecord> Records() => [.. _downloads.Select(download => download.Record)];

    private void RequireAllowed()
    {
        if (!IsAllowed)
            throw new DownloadRefusedException("Downloads are turned off on this server (SleepTime:Hub:AllowDownloads). Ask whoever runs it, or put the GGUF file there by hand.", isForbidden: true);
    }

    private void Tell(QueuedDownload download) => _feed.Publish(new ModelDownloadChanged(download.Record.Id));

    [LoggerMessage(LogLevel.Information, "Download of {Reference} began.")]
    private partial void LogBegan(string reference);

    [LoggerMessage(LogLevel.Information, "Download of {Reference} is complete: {Path}.")]
    private partial void LogCompleted(string reference, string path);

    [LoggerMessage(LogLevel.Warning, "Download of {Reference} failed. {Reason}")]
    private partial void LogFailed(string reference, string reason);

    [LoggerMessage(LogLevel.Error, "Download of {Reference} failed.")]
    private partial void LogBroke(Exception exception, string reference);

    [LoggerMessage(LogLevel.Warning, "What was fetched of {Reference} could not be deleted.")]
    private partial void LogNotDiscarded(Exception exception, string reference);
}
