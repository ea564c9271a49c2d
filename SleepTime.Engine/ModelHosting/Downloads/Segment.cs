namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>A part of a file that is fetched from its start on by one request at a time.</summary>
internal sealed class Segment(long start, long length, long done)
{
    private long _done = done;

    public long Start { get; } = start;

    public long Length { get; } = length;

    /// <summary>Bytes that are there. Read by whoever saves them while another writes.</summary>
    public long Done => Interlocked.Read(ref _done);

    public long Next => Start + Done;

    /// <summary>The last byte of it.</summary>
    public long Last => Start + Length - 1;

    public long Missing => Length - Done;

    public void Add(int bytes) => Interlocked.Add(ref _done, bytes);

    /// <summary>Begins anew, for a server that gives whole files only.</summary>
    public void Restart() => Interlocked.Exchange(ref _done, 0);

    public static IReadOnlyList<Segment> Split(long size, long each, IReadOnlyList<long>? done = null) =>
        [.. Enumerable.Range(0, CountOf(size, each)).Select(index => new Segment(index * each, Math.Min(each, size - (index * each)), done?[index] ?? 0))];

    public static int CountOf(long size, long each) => checked((int)((size + each - 1) / each));
}
