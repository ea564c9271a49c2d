namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>The KV state of a prefix as bytes in memory, with the tokens it is the state of.</summary>
/// <param name="Tier">Where it was found: what a generation that it is restored for has its prefix from.</param>
internal sealed record SavedState(int[] Tokens, byte[] Payload, PrefixOwner Owner, PrefixTier Tier);
