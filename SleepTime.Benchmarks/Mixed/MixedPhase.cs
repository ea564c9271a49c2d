namespace SleepTime.Benchmarks.Mixed;

/// <summary>What was measured while questions, sleep or both ran.</summary>
/// <param name="FirstTokens">Milliseconds of each question; none while only sleep ran.</param>
/// <param name="SleepSpeed">Tokens per second; null while only questions were asked.</param>
internal sealed record MixedPhase(IReadOnlyList<double> FirstTokens, double? SleepSpeed);
