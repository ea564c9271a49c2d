using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>Gathers what a saved state of this binding depends on.</summary>
internal static class LlamaStateFormat
{
    // What llama.cpp takes for keys and values unless it is told otherwise; LlamaContextFactory does not tell it.
    private const string ElementType = "f16";

    private static readonly string[] _ropeSettings =
        ["dimension_count", "freq_base", "scaling.type", "scaling.factor", "scaling.original_context_length", "scaling.attn_factor"];

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
        Rope(model, description.Architecture),
        Lora: "none",
        vocabulary.Sha256);

    private static string Rope(ModelHandle model, string architecture)
    {
        var settings = _ropeSettings
            .Select(name => (Name: name, Value: ModelMetadata.Text(model, $"{architecture}.rope.{name}")))
            .Where(setting => setting.Value is not null)
            .Select(setting => $"{setting.Name}={setting.Value}");
        return string.Join(' ', settings.DefaultIfEmpty("default"));
    }
}
