namespace SleepTime.Benchmarks.Node;

/// <summary>What streams.mjs is started with.</summary>
/// <param name="ContextSize">Tokens of each sequence.</param>
internal sealed record NodeSettings(string Model, int Sequences, int ContextSize, int BatchSize, int Threads);

/// <summary>What streams.mjs says once it is ready.</summary>
internal sealed record NodeReady(int Threads, int ContextSize, int BatchSize, string NativePackage, string Node);
