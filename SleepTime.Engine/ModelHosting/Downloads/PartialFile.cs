using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>
/// A file on its way, as long as it will be from the start, and beside it a small one that says which bytes are there.
/// What that one says is on the disk before it says so: after a crash it may know less than there is, never more. Open, it
/// belongs to this process alone. Segments may be written side by side.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Beside = ".ranges";
    private const int HashBytes = 1 << 20;

    // What a process that is killed has to fetch again at most, without waiting for the disk all the time.
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly long _size;
    private readonly TimeProvider _time;
    private readonly SafeFileHandle _file;
    private readonly Lock _saving = new();
    private long _segmentBytes;
    private long _savedAt;

    private PartialFile(string path, long size, SafeFileHandle file, Ranges ranges, TimeProvider time)
    {
        (_path, _size, _file, _time, _segmentBytes, _savedAt) = (path, size, file, time, ranges.SegmentBytes, time.GetTimestamp());
        Segments = Segment.Split(size, ranges.SegmentBytes, ranges.Done);
    }

    public IReadOnlyList<Segment> Segments { get; private set; }

    /// <exception cref="IOException">The disk is full or another process has it.</exception>
    public static PartialFile Open(string path, long size, long segmentBytes, TimeProvider time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var known = Read(path, size);
        if (known is null)
            Delete(path);
        // All of its room is taken now: better to fail here than after hours.
        var file = File.OpenHandle(
            path, known is null ? FileMode.CreateNew : FileMode.Open, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous, known is null ? size : 0);
        try
        {
            RandomAccess.SetLength(file, size);
            return new PartialFile(path, size, file, known ?? new Ranges(size, segmentBytes, new long[Segment.CountOf(size, segmentBytes)]), time);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How much of a file is there; null where nothing of it is, not even its room.</summary>
    public static long? DoneOf(string path, long size) => Read(path, size)?.Done.Sum();

    public static void Delete(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            return;
        File.Delete(path);
        File.Delete(path + Beside);
    }

    public async ValueTask WriteAsync(Segment segment, ReadOnlyMemory<byte> bytes)
    {
        await RandomAccess.WriteAsync(_file, bytes, segment.Next, CancellationToken.None);
        segment.Add(bytes.Length);
        if (_time.GetElapsedTime(Interlocked.Read(ref _savedAt)) < SaveEvery || !_saving.TryEnter())
            return;
        // The disk may take its time: the other segments go on meanwhile.
        try
        {
            SaveLocked();
        }
        finally
        {
            _saving.Exit();
        }
    }

    /// <summary>Makes it one segment that begins anew.</summary>
    public void Restart()
    {
        _segmentBytes = _size;
        Segments = Segment.Split(_size, _size);
    }

    public void Save()
    {
        lock (_saving)
            SaveLocked();
    }

    /// <returns>The SHA-256 of the whole file, lower-case hex.</returns>
    public async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(HashBytes);
        try
        {
            var at = 0L;
            for (int read; (read = await RandomAccess.ReadAsync(_file, buffer.AsMemory(0, HashBytes), at, cancellationToken)) > 0; at += read)
                hash.AppendData(buffer, 0, read);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _file.Dispose();

    private void SaveLocked()
    {
        var ranges = new Ranges(_size, _segmentBytes, [.. Segments.Select(segment => segment.Done)]);
        RandomAccess.FlushToDisk(_file);
        var temporary = _path + Beside + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(ranges));
        File.Move(temporary, _path + Beside, overwrite: true);
        Interlocked.Exchange(ref _savedAt, _time.GetTimestamp());
    }

    private static Ranges? Read(string path, long size)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true } file || file.Length != size || !File.Exists(path + Beside))
                return null;
            var ranges = JsonSerializer.Deserialize<Ranges>(File.ReadAllBytes(path + Beside));
            var isWhole = ranges is { SegmentBytes: > 0 } && ranges.Size == size && ranges.Done?.Length == Segment.CountOf(size, ranges.SegmentBytes)
                && Segment.Split(size, ranges.SegmentBytes, ranges.Done).All(segment => segment.Done >= 0 && segment.Missing >= 0);
            return isWhole ? ranges : null;
        }
        catch (JsonException)
        {
            return null; // cut short by a crash of the machine: the file begins anew
        }
    }

    private sealed record Ranges(long Size, long SegmentBytes, long[] Done);
}
