namespace SleepTime.Benchmarks.Streams;

/// <param name="FirstTokenMs">From asking until the first token was drawn.</param>
/// <param name="TotalMs">From asking to the end.</param>
internal sealed record StreamResult(int Tokens, double FirstTokenMs, double TotalMs);

/// <summary>Streams that were asked for at once.</summary>
/// <param name="Seconds">From the first request until the last stream had ended.</param>
internal sealed record StreamsResult(IReadOnlyList<StreamResult> Streams, double Seconds)
{
    public double TokensPerSecond => Streams.Sum(stream => stream.Tokens) / Seconds;

    public double LastFirstTokenMs => Streams.Max(stream => stream.FirstTokenMs);

    /// <summary>Speed of the slowest stream over the average of all; 1 when all are alike.</summary>
    public double SmallestShare
    {
        get
        {
            var speeds = Streams.Select(stream => stream.Tokens / stream.TotalMs).ToList();
            return speeds.Min() / speeds.Average();
        }
    }
}
