using System.Runtime.InteropServices;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>A model loaded by llama.cpp. Disposing it while contexts live is safe: its memory goes with the last of them.</summary>
internal sealed class LlamaModel : ILoadedModel
{
    private readonly ModelHandle _model;
    private readonly LlamaVocabulary _vocabulary;
    private readonly bool _onProcessor;

    public LlamaModel(ModelHandle model, string path, bool onProcessor)
    {
        _model = model;
        _onProcessor = onProcessor;
        _vocabulary = new LlamaVocabulary(model);
        Description = Describe(model, path);
        StateFormat = LlamaStateFormat.Of(model, Description, _vocabulary, onProcessor);
    }

    public ModelDescription Description { get; }

    public IVocabulary Vocabulary => _vocabulary;

    public StateFormat StateFormat { get; }

    public IInferenceContext CreateContext(InferenceContextOptions options)
    {
        using var reference = _model.Use();
        return LlamaContextFactory.Create(_model, Description, _vocabulary.Count, _onProcessor, options);
    }

    public ITokenSampler CreateSampler(SamplingOptions options)
    {
        using var reference = _model.Use();
        return new LlamaSampler(options);
    }

    public void Dispose() => _model.Dispose();

    private static ModelDescription Describe(ModelHandle model, string path) => new(
        ModelMetadata.Text(model, "general.name") is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(path),
        ModelMetadata.Text(model, "general.architecture") ?? "",
        (long)LlamaApi.ModelParameterCount(model),
        (long)LlamaApi.ModelSize(model),
        LlamaApi.ModelTrainedContextLength(model),
        LlamaApi.ModelEmbeddingLength(model),
        LlamaApi.ModelLayerCount(model),
        Marshal.PtrToStringUTF8(LlamaApi.ModelChatTemplate(model, null)),
        SupportsPrefixSharing: !LlamaApi.ModelIsRecurrent(model)
            && !LlamaApi.ModelIsHybrid(model)
            && LlamaApi.ModelSlidingWindow(model) == 0);
}
