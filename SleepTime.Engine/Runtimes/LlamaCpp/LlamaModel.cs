using System.Runtime.InteropServices;
using System.Text;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>A model loaded by llama.cpp. Disposing it while contexts live is safe: its memory goes with the last of them.</summary>
internal sealed class LlamaModel : ILoadedModel
{
    private readonly ModelHandle _model;
    private readonly LlamaVocabulary _vocabulary;
    private readonly bool _canAbort;

    public LlamaModel(ModelHandle model, string path, bool canAbort)
    {
        _model = model;
        _canAbort = canAbort;
        _vocabulary = new LlamaVocabulary(model);
        Description = Describe(model, path);
    }

    public ModelDescription Description { get; }

    public IVocabulary Vocabulary => _vocabulary;

    public IInferenceContext CreateContext(InferenceContextOptions options) =>
        LlamaContextFactory.Create(_model, Description, _vocabulary.Count, _canAbort, options);

    public ITokenSampler CreateSampler(SamplingOptions options)
    {
        ObjectDisposedException.ThrowIf(_model.IsClosed, this);
        return new LlamaSampler(options);
    }

    public void Dispose() => _model.Dispose();

    private static ModelDescription Describe(ModelHandle model, string path) => new(
        Metadata(model, "general.name") is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(path),
        Metadata(model, "general.architecture") ?? "",
        (long)LlamaApi.ModelParameterCount(model),
        (long)LlamaApi.ModelSize(model),
        LlamaApi.ModelTrainedContextLength(model),
        LlamaApi.ModelEmbeddingLength(model),
        LlamaApi.ModelLayerCount(model),
        Marshal.PtrToStringUTF8(LlamaApi.ModelChatTemplate(model, null)),
        SupportsPrefixSharing: !LlamaApi.ModelIsRecurrent(model)
            && !LlamaApi.ModelIsHybrid(model)
            && LlamaApi.ModelSlidingWindow(model) == 0);

    private static unsafe string? Metadata(ModelHandle model, string key)
    {
        var length = LlamaApi.ModelMetadata(model, key, null, 0);
        if (length < 0)
            return null;

        var buffer = new byte[length + 1];
        fixed (byte* start = buffer)
            _ = LlamaApi.ModelMetadata(model, key, start, (nuint)buffer.Length);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
