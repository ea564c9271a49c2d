using SleepTime.Benchmarks.Models;

namespace SleepTime.Benchmarks.Documents;

/// <summary>The embedded model with another context length, in a folder that goes with it.</summary>
internal sealed class TemporaryModel : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sleeptime-models-");

    public TemporaryModel(uint contextLength) => EndlessCopy.Write(BenchmarkModels.EmbeddedPath, Path, contextLength);

    public string Path => System.IO.Path.Combine(_folder.FullName, "embedded.gguf");

    public void Dispose() => _folder.Delete(recursive: true);
}
