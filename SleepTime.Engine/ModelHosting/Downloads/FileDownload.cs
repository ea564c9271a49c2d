using System.Buffers;
using System.Collections.Concurrent;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>One file, in parts side by side, until its checksum is right. Whatever ends it, what was fetched stays for the next time.</summary>
internal sealed class FileDownload(HubClient hub, HubRetries retries, HubOptions options, TimeProvider time)
{
    private const int BufferBytes = 128 << 10;

    /// <param name="path">Where the bytes are gathered.</param>
    /// <exception cref="HubException">It cannot be fetched, or not by now.</exception>
    public async Task RunAsync(DownloadPlan plan, PlannedFile file, string path, DownloadMeter meter, CancellationToken cancellationToken)
    {
        bool isRight;
        using (var partial = Open(path, file))
        {
            try
            {
                await FetchAsync(plan, file, partial, meter, cancellationToken);
            }
            catch (RangesIgnoredException)
            {
                meter.TakeBack(partial.Segments.Sum(segment => segment.Done));
                partial.Restart();
                await FetchAsync(plan, file, partial, meter, cancellationToken);
            }
            meter.Enter(DownloadPhase.Checking);
            // Without a SHA-256 the hub itself knows no more than the length, which the parts add up to.
            isRight = file.Sha256 is not { } expected || await partial.HashAsync(cancellationToken) == expected;
        }
        if (isRight)
            return;
        PartialFile.Delete(path);
        meter.TakeBack(file.Size);
        throw new HubException($"What was fetched of {file.Path} does not have the checksum that the hub tells, and was deleted. Resume to fetch it again; if it stays so, something between here and the hub changes it.");
    }

    private PartialFile Open(string path, PlannedFile file)
    {
        try
        {
            return PartialFile.Open(path, file.Size, options.SegmentBytes, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    private async Task FetchAsync(DownloadPlan plan, PlannedFile file, PartialFile partial, DownloadMeter meter, CancellationToken cancellationToken)
    {
        meter.Enter(DownloadPhase.Fetching);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var missing = new ConcurrentQueue<Segment>(partial.Segments.Where(segment => segment.Missing > 0));
        Exception? failure = null;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Connections, missing.Count)).Select(_ => WorkAsync()));
        Save(partial);
        cancellationToken.ThrowIfCancellationRequested();
        if (failure is not null)
            throw failure;

        async Task WorkAsync()
        {
            try
            {
                while (missing.TryDequeue(out var segment))
                    await retries.RunAsync(() => ReceiveAsync(plan, file, partial, segment, meter, stop.Token), () => segment.Done, meter, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Another part failed, or somebody paused it.
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                await stop.CancelAsync();
            }
        }
    }

    private async Task ReceiveAsync(DownloadPlan plan, PlannedFile file, PartialFile partial, Segment segment, DownloadMeter meter, CancellationToken cancellationToken)
    {
        using var response = await hub.OpenAsync(plan, file, segment.Next, segment.Last, cancellationToken);
        if (response.IsWhole && segment.Next > 0)
        {
            if (partial.Segments.Count > 1)
                throw new RangesIgnoredException();
            meter.TakeBack(segment.Done);
            segment.Restart();
        }
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (segment.Missing > 0)
            {
                var read = await response.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, segment.Missing)));
                if (read == 0)
                    throw new HubException("The connection was closed before its end.") { IsPassing = true };
                await WriteAsync(partial, segment, buffer.AsMemory(0, read));
                meter.Add(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task WriteAsync(PartialFile partial, Segment segment, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await partial.WriteAsync(segment, bytes);
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }
    }

    private static void Save(PartialFile partial)
    {
        try
        {
            partial.Save();
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }
    }

    private static HubException NotWritten(Exception e) =>
        new($"The file cannot be written ({e.Message.TrimEnd('.')}): make room on the disk or name another folder with SleepTime:Hub:CacheDirectory, then resume.", e);
}
