using SleepTime.Benchmarks.Measuring;

namespace SleepTime.Benchmarks.Overhead;

/// <param name="Engine">Tokens per second.</param>
/// <param name="Bare">Tokens per second of the bare loop; null where it was not run.</param>
/// <param name="Share">The slowest stream's speed over the average.</param>
internal sealed record OverheadRow(int Streams, Series Engine, Series? Bare, Series Share)
{
    public double? Ratio => Bare is null ? null : Engine.Median / Bare.Median;
}
