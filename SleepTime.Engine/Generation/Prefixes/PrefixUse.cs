namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>What the kept prefixes have been good for since the start, and what they take.</summary>
/// <param name="Hits">Generations that had a prefix, by the tier it came from, indexed by <see cref="PrefixTier"/>.</param>
/// <param name="Tokens">Prompt tokens that they did not have to compute, indexed alike. A hit may be a few tokens only.</param>
/// <param name="Misses">Generations that had none.</param>
/// <param name="Queried">Prompt tokens of all of them, as far as they may be shared.</param>
/// <param name="MemoryBytes">States in memory.</param>
/// <param name="DiskBytes">States on disk, in files.</param>
public sealed record PrefixUse(IReadOnlyList<long> Hits, IReadOnlyList<long> Tokens, long Misses, long Queried, long MemoryBytes, long DiskBytes);
