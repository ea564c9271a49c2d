namespace SleepTime.Engine.Runtimes;

/// <summary>The weights and the vocabulary of one model. Thread-safe; dispose it after every context made from it.</summary>
public interface ILoadedModel : IDisposable
{
    ModelDescription Description { get; }

    IVocabulary Vocabulary { get; }

    /// <summary>What the saved states of its contexts depend on beside the weights.</summary>
    StateFormat StateFormat { get; }

    /// <summary>Allocates the KV cache and compute buffers of one inference context.</summary>
    /// <exception cref="ModelLoadException">There is not enough memory, or an option does not fit the model.</exception>
    IInferenceContext CreateContext(InferenceContextOptions options);

    /// <summary>Makes a sampler; the caller disposes it. A sampler belongs to one sequence and one thread at a time.</summary>
    ITokenSampler CreateSampler(SamplingOptions options);
}
