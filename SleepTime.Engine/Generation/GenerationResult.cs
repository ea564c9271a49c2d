using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Generation;

/// <param name="Text">All text given out.</param>
/// <param name="Failure">Why it failed, in a sentence; null unless <paramref name="Reason"/> is Failed.</param>
/// <param name="Usage">With a remote engine what it told; where it told nothing, because it did not come to that, what the prompt was estimated at and the pieces that came.</param>
/// <param name="CachedFrom">Where the cached tokens of <paramref name="Usage"/> came from; null when there are none.</param>
public sealed record GenerationResult(
    FinishReason Reason, string Text, string? Failure, TokenUsage Usage, GenerationTimings Timings, PrefixTier? CachedFrom = null)
{
    /// <summary>It failed because the engine was stopped, and not by anything of its own: with a model it can be tried again.</summary>
    public bool EngineStopped { get; init; }
}
