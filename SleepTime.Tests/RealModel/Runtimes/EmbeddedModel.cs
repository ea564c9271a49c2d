using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

/// <summary>The model that ships with the product, loaded once for a test class.</summary>
public sealed class EmbeddedModel : IAsyncLifetime
{
    public static string ModelPath => Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf");

    /// <summary>On the processor, or on a GPU where the environment variable SLEEPTIME_TEST_GPU_LAYERS says so.</summary>
    public static ModelLoadOptions LoadOptions { get; } =
        new(ModelPath, int.TryParse(Environment.GetEnvironmentVariable("SLEEPTIME_TEST_GPU_LAYERS"), CultureInfo.InvariantCulture, out var layers) ? layers : 0);

    /// <summary>The one that this build was made with.</summary>
    public static IModelRuntime Runtime { get; } = BuiltRuntime.Create(NullLoggerFactory.Instance);

    public ILoadedModel Model { get; private set; } = null!;

    public IVocabulary Vocabulary => Model.Vocabulary;

    public async ValueTask InitializeAsync() =>
        Model = await Runtime.LoadAsync(LoadOptions, progress: null, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        Model?.Dispose();
        return ValueTask.CompletedTask;
    }

    public IInferenceContext CreateContext(int cells = 2048, int sequences = 4, int batch = 256) =>
        Model.CreateContext(new InferenceContextOptions(cells, sequences, batch));
}
