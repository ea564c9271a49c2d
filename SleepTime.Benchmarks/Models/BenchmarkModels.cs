namespace SleepTime.Benchmarks.Models;

/// <summary>The two models of the scenarios, written into a folder that goes with them.</summary>
internal sealed class BenchmarkModels : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sleeptime-models-");
    private readonly Lazy<BenchmarkModel> _embedded;
    private readonly Lazy<BenchmarkModel> _random;

    public BenchmarkModels()
    {
        _embedded = new(WriteEmbedded);
        _random = new(WriteRandom);
    }

    public static string EmbeddedPath => Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf");

    public BenchmarkModel Embedded => _embedded.Value;

    public BenchmarkModel Random => _random.Value;

    /// <summary>Both, or the one of <c>--models</c>: "embedded" or "random".</summary>
    public IEnumerable<BenchmarkModel> Choose(BenchmarkArguments arguments) => arguments.Text("models") switch
    {
        null or "both" => [Embedded, Random],
        "embedded" => [Embedded],
        "random" => [Random],
        var other => throw new ArgumentException($"--models is embedded, random or both, not \"{other}\"."),
    };

    public void Dispose() => _folder.Delete(recursive: true);

    private BenchmarkModel WriteEmbedded()
    {
        var path = Path.Combine(_folder.FullName, "embedded.gguf");
        EndlessCopy.Write(EmbeddedPath, path);
        return new BenchmarkModel("embedded", path, IsEmbedded: true);
    }

    private BenchmarkModel WriteRandom()
    {
        var path = Path.Combine(_folder.FullName, "random-110m.gguf");
        RandomModel.Write(path, GgufFile.Read(EmbeddedPath));
        return new BenchmarkModel("110 M", path, IsEmbedded: false);
    }
}
