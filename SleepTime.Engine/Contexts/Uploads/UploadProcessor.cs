using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>
/// Reads what was uploaded, in lanes: one for plain texts, so that they never wait behind a large document, and one for
/// each worker process. Nothing that a file does ends a lane.
/// </summary>
internal sealed partial class UploadProcessor(
    UploadStore store, UploadService uploads, UploadFolder folder, WorkerCommand command, ModelHost models, IOptions<UploadOptions> options,
    ActivityFeed feed, TimeProvider time, ILogger<UploadProcessor> logger) : BackgroundService
{
    // A worker that has nothing to read gives its memory back.
    private static readonly TimeSpan RestAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(15);

    // A database that is busy, a disk that is full.
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    /// <summary>Recovers before the first request is served: what arrives meanwhile would look like a file that nobody knows.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.RecoverAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || DiskFull.IsCauseOf(exception))
        {
            LogNotRecovered(exception);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await InsistAsync(() => store.ReceiveAgainAsync(stoppingToken), stoppingToken); // where the disk was full before
            await models.WaitUntilSettledAsync(stoppingToken);
            await Task.WhenAll([SweepAsync(stoppingToken), WorkAsync(plain: true, stoppingToken), .. Enumerable.Range(0, options.Value.Extractors).Select(_ => WorkAsync(plain: false, stoppingToken))]);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was being read is received again at the next start.
        }
    }

    private async Task WorkAsync(bool plain, CancellationToken stoppingToken)
    {
        using var extractor = new DocumentExtractor(command, options.Value, time, logger);
        using var changed = new SemaphoreSlim(0, 1);
        using var subscription = feed.Subscribe(activity =>
        {
            if (activity is UploadChanged)
                Wake(changed);
        });
        while (true)
        {
            while (await ClaimAsync(plain, stoppingToken) is { } upload)
                await ProcessAsync(upload, extractor, stoppingToken);
            if (!await changed.WaitAsync(RestAfter, stoppingToken))
            {
                extractor.Rest();
                await changed.WaitAsync(stoppingToken);
            }
        }
    }

    /// <summary>One file from its bytes to a context or a reason.</summary>
    internal async Task ProcessAsync(Upload upload, DocumentExtractor extractor, CancellationToken stoppingToken)
    {
        try
        {
            var read = await extractor.ReadAsync(
                folder.PathOf(upload.Id), upload.FileName, upload.Kind ?? DocumentKind.Text, progress => uploads.Tell(upload.Id, progress), stoppingToken);
            await StoreAsync(upload, read, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ContextRefusedException refused)
        {
            await FailAsync(upload.Id, refused.Reason, refused.Message, stoppingToken);
        }
        catch (ModelNotReadyException notReady)
        {
            await FailAsync(upload.Id, null, notReady.Message, stoppingToken);
        }
        catch (Exception exception)
        {
            LogFailed(exception, upload.Id);
            await FailAsync(upload.Id, null, WordsOf(exception), stoppingToken);
        }
        finally
        {
            uploads.ForgetProgress(upload.Id);
        }
    }

    /// <summary>Waits for the next model while one takes the place of another: to count with, any will do.</summary>
    private async Task StoreAsync(Upload upload, ExtractedText read, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await store.StoreAsync(upload, read, stoppingToken);
                return;
            }
            catch (ModelNotReadyException notReady) when (notReady.WillBeReady)
            {
                await models.WaitUntilSettledAsync(stoppingToken);
            }
        }
    }

    /// <summary>Says so as soon as it can be stored: until then nothing else could be either.</summary>
    private Task<bool> FailAsync(Guid id, ContextRefusal? refusal, string words, CancellationToken stoppingToken) => InsistAsync(
        async () =>
        {
            await store.FailAsync(id, refusal, words, stoppingToken);
            return true;
        },
        stoppingToken);

    private Task<Upload?> ClaimAsync(bool plain, CancellationToken stoppingToken) => InsistAsync(() => store.ClaimAsync(plain, stoppingToken), stoppingToken);

    private async Task<T> InsistAsync<T>(Func<Task<T>> act, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogTryingAgain(exception, TryAgainAfter.TotalSeconds);
                await Task.Delay(TryAgainAfter, time, stoppingToken);
            }
        }
    }

    private static string WordsOf(Exception exception) => DiskFull.IsCauseOf(exception)
        ? "It could not be stored, because the server's disk is full. Make room there, then try again."
        : $"It could not be stored ({exception.Message.TrimEnd('.')}). Try again; if it stays, the server's log says more.";

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await store.SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotSwept(exception);
            }
            await Task.Delay(SweepEvery, time, stoppingToken);
        }
    }

    private static void Wake(SemaphoreSlim waiting)
    {
        try
        {
            if (waiting.CurrentCount == 0)
                waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has just woken it.
        }
    }

    [LoggerMessage(LogLevel.Error, "Upload {UploadId} could not be stored.")]
    private partial void LogFailed(Exception exception, Guid uploadId);

    [LoggerMessage(LogLevel.Error, "The list of uploads could not be read or written; another try follows in {Seconds} s.")]
    private partial void LogTryingAgain(Exception exception, double seconds);

    [LoggerMessage(LogLevel.Warning, "What earlier uploads left in the data directory could not all be taken away; the next start tries again.")]
    private partial void LogNotRecovered(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Old uploads were not forgotten; the next round tries again.")]
    private partial void LogNotSwept(Exception exception);
}
