namespace SleepTime.Benchmarks.Models;

/// <summary>One setting of a GGUF file: its type and value as they stand there, and where the type stands.</summary>
internal sealed record GgufEntry(string Key, byte[] Value, long Position);
