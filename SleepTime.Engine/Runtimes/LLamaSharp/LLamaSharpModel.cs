using System.Text;
using LLama.Native;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>A model loaded by LLamaSharp. Disposing it while contexts live is safe: its memory goes with the last of them.</summary>
internal sealed class LLamaSharpModel : ILoadedModel
{
    private const string ElementType = "f16";

    // LLAMA_STATE_SEQ_VERSION of the llama.cpp in the package.
    private const int SequenceStateVersion = 2;

    private readonly SharedModel _model;
    private readonly LLamaSharpVocabulary _vocabulary;
    private readonly bool _onProcessor;

    public LLamaSharpModel(SafeLlamaModelHandle model, string path, bool supportsPrefixSharing, bool onProcessor)
    {
        _model = new SharedModel(model);
        _onProcessor = onProcessor;
        _vocabulary = new LLamaSharpVocabulary(_model);
        Description = Describe(model, path, supportsPrefixSharing);
        StateFormat = new StateFormat(
            SequenceStateVersion,
            $"llama.cpp {LLamaSharpLibrary.LlamaCppCommit}",
            $"LLamaSharp {LLamaSharpLibrary.PackageVersion} {LLamaSharpLibrary.Variant} {(onProcessor ? "cpu" : "gpu")}",
            ElementType,
            ElementType,
            FlashAttention: true,
            UnifiedCache: true,
            Description.LayerCount,
            model.HeadCount,
            model.KVHeadCount,
            Description.EmbeddingLength,
            ModelHeader.Rope(Description.Architecture, key => Metadata(model, key)),
            Lora: "none",
            _vocabulary.Sha256);
    }

    public ModelDescription Description { get; }

    public IVocabulary Vocabulary => _vocabulary;

    public StateFormat StateFormat { get; }

    public IInferenceContext CreateContext(InferenceContextOptions options)
    {
        using var use = _model.Use();
        var plan = ContextPlan.Of(options, Description.SizeBytes, _onProcessor);
        var model = _model.Handle;
        if (_onProcessor)
            plan.RefuseWhatDoesNotFit(KeyValueCache.BytesPerCell(Description, model.HeadCount, model.KVHeadCount, key => Metadata(model, key)), Description);

        NativeLog.TakeFirstError();
        var native = LLamaSharpContext.Create(_model, plan, canAbort: _onProcessor) ?? throw plan.Refusal(Description);
        if (!native.HasMemory())
        {
            native.Dispose();
            throw ContextPlan.NoMemory(Description);
        }

        var guarded = new GuardedContext(native, Description, _vocabulary.Count);
        if (!_onProcessor)
            ContextWarmUp.Run(guarded, Description);
        return guarded;
    }

    public ITokenSampler CreateSampler(SamplingOptions options)
    {
        using var use = _model.Use();
        return new LLamaSharpSampler(options);
    }

    public void Dispose() => _model.Dispose();

    private static ModelDescription Describe(SafeLlamaModelHandle model, string path, bool supportsPrefixSharing) => new(
        Metadata(model, "general.name") is { Length: > 0 } name ? name : Path.GetFileNameWithoutExtension(path),
        Metadata(model, "general.architecture") ?? "",
        (long)model.ParameterCount,
        (long)model.SizeInBytes,
        model.ContextSize,
        model.EmbeddingSize,
        model.LayerCount,
        model.GetTemplate(strict: false),
        supportsPrefixSharing);

    // LLamaSharp hands the key over without the zero that ends it, so that what else lies in its buffer is taken for a part of it.
    private static string? Metadata(SafeLlamaModelHandle model, string key) =>
        model.MetadataValueByKey(key + '\0') is { } value ? Encoding.UTF8.GetString(value.Span) : null;
}
