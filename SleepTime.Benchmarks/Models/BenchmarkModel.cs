namespace SleepTime.Benchmarks.Models;

/// <summary>A model that the scenarios measure with.</summary>
/// <param name="Name">As tables call it.</param>
/// <param name="Path">Its GGUF file.</param>
/// <param name="IsEmbedded">True for the small one, of which overhead is most there is to see.</param>
internal sealed record BenchmarkModel(string Name, string Path, bool IsEmbedded);
