namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>Counts where generations had their prefixes from. Written by the engine thread, read by anyone.</summary>
internal sealed class PrefixMeter
{
    private readonly long[] _hits = new long[Enum.GetValues<PrefixTier>().Length];
    private long _misses;
    private long _memoryBytes;

    public void Count(PrefixTier? tier)
    {
        if (tier is { } hit)
            Interlocked.Increment(ref _hits[(int)hit]);
        else
            Interlocked.Increment(ref _misses);
    }

    public void SetMemoryBytes(long bytes) => Volatile.Write(ref _memoryBytes, bytes);

    public PrefixUse Read(long diskBytes) =>
        new([.. Enumerable.Range(0, _hits.Length).Select(tier => Volatile.Read(ref _hits[tier]))], Volatile.Read(ref _misses), Volatile.Read(ref _memoryBytes), diskBytes);
}
