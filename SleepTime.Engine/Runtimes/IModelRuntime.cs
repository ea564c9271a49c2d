namespace SleepTime.Engine.Runtimes;

/// <summary>
/// The edge to a llama.cpp binding: everything above it works on any implementation, tests run on a fake.
/// Thread-safe.
/// </summary>
public interface IModelRuntime
{
    /// <summary>What runs here, once the native library has been loaded and checked.</summary>
    /// <exception cref="RuntimeUnavailableException">The native library is missing, broken or of another release.</exception>
    RuntimeDescription Describe();

    /// <summary>Loads a GGUF file; <paramref name="progress"/> gets the share loaded, 0 to 1.</summary>
    /// <exception cref="RuntimeUnavailableException">The native library is missing, broken or of another release.</exception>
    /// <exception cref="ModelLoadException">The file is missing or is not a model that this runtime can load.</exception>
    Task<ILoadedModel> LoadAsync(ModelLoadOptions options, IProgress<float>? progress, CancellationToken cancellationToken);
}
