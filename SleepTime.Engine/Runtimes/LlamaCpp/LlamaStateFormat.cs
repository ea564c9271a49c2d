using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>Gathers what a saved state of this binding depends on.</summary>
internal static class LlamaStateFormat
{
    // What llama.cpp takes for keys and values unless it is told otherwise; LlamaContextFactory does not tell it.
    private const string ElementType = "f16";

    public static StateFormat Of(ModelHandle model, ModelDescription description, LlamaVocabulary vocabulary, bool onProcessor) => new(
        LlamaApi.SequenceStateVersion,
        $"llama.cpp {LlamaLibrary.Version}",
        $"{LlamaLibrary.FileName} {(onProcessor ? "cpu" : "gpu")}",
        ElementType,
        ElementType,
        FlashAttention: true,
        UnifiedCache: true,
        description.LayerCount,
        LlamaApi.ModelHeadCount(model),
        LlamaApi.ModelKeyValueHeadCount(model),
        description.EmbeddingLength,
        ModelHeader.Rope(description.Architecture, key => ModelMetadata.Text(model, key)),
        Lora: "none",
        vocabulary.Sha256);
}
