namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>Counts where generations had their prefixes from. Written by the engine thread, read by anyone.</summary>
internal sealed class PrefixMeter
{
    private readonly long[] _hits = new long[Enum.GetValues<PrefixTier>().Length];
    private readonly long[] _tokens = new long[Enum.GetValues<PrefixTier>().Length];
    private long _misses;
    private long _queried;
    private long _memoryBytes;

    /// <param name="tier">Null for a generation that had no prefix.</param>
    /// <param name="tokens">Tokens that it did not have to compute.</param>
    /// <param name="queried">Tokens that a prefix was looked for.</param>
    public void Count(PrefixTier? tier, int tokens, int queried)
    {
        Interlocked.Add(ref _queried, queried);
        if (tier is not { } hit)
        {
            Interlocked.Increment(ref _misses);
            return;
        }
        Interlocked.Increment(ref _hits[(int)hit]);
        Interlocked.Add(ref _tokens[(int)hit], tokens);
    }

    public void SetMemoryBytes(long bytes) => Volatile.Write(ref _memoryBytes, bytes);

    public PrefixUse Read(long diskBytes) =>
        new(Copy(_hits), Copy(_tokens), Volatile.Read(ref _misses), Volatile.Read(ref _queried), Volatile.Read(ref _memoryBytes), diskBytes);

    private static long[] Copy(long[] counts) => [.. Enumerable.Range(0, counts.Length).Select(tier => Volatile.Read(ref counts[tier]))];
}
