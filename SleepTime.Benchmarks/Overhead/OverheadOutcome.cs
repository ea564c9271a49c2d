using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.Overhead;

internal sealed record OverheadOutcome(IReadOnlyList<OverheadRow> Rows, long Parameters, RuntimeDescription? Runtime);
