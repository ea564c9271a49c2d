namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// How fast this machine computes prompts and brings states back, as moving averages; from these follows whether to
/// restore a state or to compute it again. What was never measured is tried. Thread-safe.
/// </summary>
internal sealed class PrefixSpeeds(TimeProvider time)
{
    /// <summary>Of smaller batches the fixed cost of a step is the larger part; they are not measured.</summary>
    public const int SmallestBatch = 32;

    private readonly Lock _gate = new();
    private readonly MovingAverage _tokensPerSecond = new();
    private readonly Dictionary<PrefixTier, MovingAverage> _bytesPerSecond = new()
    {
        [PrefixTier.Memory] = new MovingAverage(),
        [PrefixTier.Disk] = new MovingAverage(),
    };

    /// <summary>The moment to give to the measuring calls.</summary>
    public long Now() => time.GetTimestamp();

    /// <summary>So many prompt tokens were computed since then.</summary>
    public void Computed(int tokens, long since)
    {
        if (tokens >= SmallestBatch)
            Measure(_tokensPerSecond, tokens, since);
    }

    /// <summary>
    /// A state of so many bytes was brought nearer since then: from disk into memory (read and verified), or from memory
    /// into the inference context.
    /// </summary>
    public void Moved(PrefixTier from, long bytes, long since) => Measure(_bytesPerSecond[from], bytes, since);

    /// <summary>Whether bringing a state back from a tier takes less time than computing the tokens that it saves.</summary>
    /// <param name="from">Memory or Disk.</param>
    /// <param name="bytes">Size of the whole state, all of which has to be moved.</param>
    /// <param name="tokens">Tokens that need not be computed then.</param>
    public bool PaysToRestore(PrefixTier from, long bytes, int tokens)
    {
        lock (_gate)
        {
            if (_tokensPerSecond.Value is not { } computed)
                return true;
            var (fromMemory, fromDisk) = (Seconds(PrefixTier.Memory), from == PrefixTier.Disk ? Seconds(PrefixTier.Disk) : 0);
            if (fromMemory + fromDisk <= tokens / computed)
                return true;

            // One slow read must not be the last word: each refusal brings the next try a little nearer, on the side that is to blame.
            _bytesPerSecond[fromMemory > fromDisk ? PrefixTier.Memory : PrefixTier.Disk].Raise();
            return false;

            double Seconds(PrefixTier tier) => _bytesPerSecond[tier].Value is { } speed ? bytes / speed : 0;
        }
    }

    private void Measure(MovingAverage average, double amount, long since)
    {
        var seconds = time.GetElapsedTime(since).TotalSeconds;
        if (seconds <= 0)
            return;
        lock (_gate)
            average.Add(amount / seconds);
    }
}
