namespace SleepTime.Engine.Generation;

/// <summary>Where the time of one generation went, on one monotonic clock.</summary>
/// <param name="QueueMs">From submission until the engine admitted it, in milliseconds.</param>
/// <param name="TimeToFirstTokenMs">From submission until the first token was drawn; null when none was.</param>
/// <param name="TotalMs">From submission to the end.</param>
/// <param name="TokensPerSecond">Tokens after the first over the time after the first; null for fewer than two tokens.</param>
public sealed record GenerationTimings(double QueueMs, double? TimeToFirstTokenMs, double TotalMs, double? TokensPerSecond);
