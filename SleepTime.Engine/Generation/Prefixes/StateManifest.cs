namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>What a state file says of its payload. llama.cpp's bytes carry neither an identity nor a checksum.</summary>
/// <param name="ContextId">The context whose text is in it.</param>
/// <param name="Class">The most urgent class that has used it.</param>
/// <param name="Tokens">The ids that it is the state of.</param>
/// <param name="PayloadBytes">Length of the payload.</param>
/// <param name="PayloadSha256">Of the payload, in lower-case hex.</param>
internal sealed record StateManifest(
    StateIdentity Identity, Guid ContextId, GenerationClass Class, int[] Tokens, long PayloadBytes, string PayloadSha256);
