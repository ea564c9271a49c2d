using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>
/// Reads files in a process of its own, so that the worst that a hostile file can do is to end that process. The process
/// stays for the next file, which saves its start; it is replaced after one that failed, after many, and when it has
/// grown. Reads one file at a time; not thread-safe.
/// </summary>
internal sealed partial class DocumentExtractor(WorkerCommand command, UploadOptions limits, TimeProvider time, ILogger logger) : IDisposable
{
    private const int FilesPerWorker = 200;

    private WorkerProcess? _worker;

    /// <summary>Process id of the worker; null while there is none.</summary>
    public int? WorkerId => _worker?.Id;

    /// <exception cref="ContextRefusedException">The file cannot be read, or not within its limits.</exception>
    public async Task<ExtractedText> ReadAsync(string path, string name, DocumentKind kind, Action<ExtractionProgress> progress, CancellationToken cancellationToken)
    {
        var request = new ExtractionRequest(path, name, kind, limits.MaxBytes, limits.MaxPages, limits.MaxMemoryBytes / 4);
        if (kind == DocumentKind.Text)
            return await PlainReader.ReadAsync(request, cancellationToken);

        ReplaceWhenWorn();
        var worker = _worker ??= Begin();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(limits.MaxSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await worker.AskAsync(request, progress, both.Token) switch
            {
                { Read: { } read } => read,
                { Refusal: { } reason, Words: { } words } => throw new ContextRefusedException(reason, words),
                _ => throw await DescribeEndAsync(worker, request, cancellationToken),
            };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogTooSlow(worker.Id, limits.MaxSeconds);
            Rest();
            throw Refusals.TooSlow(request.Subject, limits.MaxSeconds);
        }
        catch (OperationCanceledException)
        {
            Rest();
            throw;
        }
    }

    /// <summary>Ends the worker until the next file needs one.</summary>
    public void Rest()
    {
        _worker?.Dispose();
        _worker = null;
    }

    public void Dispose() => Rest();

    private WorkerProcess Begin()
    {
        var since = Stopwatch.GetTimestamp();
        var worker = WorkerProcess.Start(command, limits.MaxMemoryBytes);
        LogStarted(worker.Id, Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        return worker;
    }

    private void ReplaceWhenWorn()
    {
        if (_worker is { } worker && (worker.Files >= FilesPerWorker || worker.ResidentBytes > limits.MaxMemoryBytes / 2))
            Rest();
    }

    private async Task<ContextRefusedException> DescribeEndAsync(WorkerProcess worker, ExtractionRequest request, CancellationToken cancellationToken)
    {
        var memory = await worker.RanOutOfMemoryAsync(cancellationToken);
        LogEnded(worker.Id, worker.Errors);
        Rest();
        return memory
            ? Refusals.TooMuchMemory(request.Subject, limits.MaxMemoryBytes)
            : Refusals.Damaged(request.Subject, "the program that reads it broke off on it");
    }

    [LoggerMessage(LogLevel.Debug, "Process {ProcessId} was started to read files ({Milliseconds:0} ms).")]
    private partial void LogStarted(int processId, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "Process {ProcessId} was ended: a file took longer than {Seconds} s.")]
    private partial void LogTooSlow(int processId, int seconds);

    [LoggerMessage(LogLevel.Warning, "Process {ProcessId} broke off on a file. It said: {Errors}")]
    private partial void LogEnded(int processId, string errors);
}
