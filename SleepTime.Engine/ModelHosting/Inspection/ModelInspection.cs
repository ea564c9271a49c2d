using SleepTime.Engine.ModelHosting.Offload;

namespace SleepTime.Engine.ModelHosting.Inspection;

/// <summary>What a GGUF file says of itself before it is loaded, and whether it could be. What it does not say is null.</summary>
/// <param name="Path">Full path.</param>
/// <param name="FileBytes">Its size; 0 when there is no such file.</param>
/// <param name="ParameterCount">Elements of all tensors.</param>
/// <param name="Quantisation">The type that most of its bytes are stored in, such as "Q4_K".</param>
/// <param name="TrainedContextLength">Tokens it was trained on.</param>
/// <param name="Tokenizer">Such as "gpt2" (byte-level BPE) or "llama" (SentencePiece).</param>
/// <param name="ChatTemplate">The family that its template is of; null when it has none, or one that is not known.</param>
/// <param name="KvBytesPerToken">Bytes of KV cache in 16-bit numbers for each token.</param>
/// <param name="NeededBytes">Weights, KV cache for the cells in the settings, and room to compute in; an estimate.</param>
/// <param name="AvailableBytes">Memory that this process may use.</param>
/// <param name="Problems">Why it cannot be loaded, a sentence each with what to do; empty when it can.</param>
/// <param name="Remarks">What to know before loading it, a sentence each.</param>
public sealed record ModelInspection(
    string Path, long FileBytes, string? Name, string? Architecture, long? ParameterCount, string? Quantisation, int? TrainedContextLength, int? LayerCount,
    int? EmbeddingLength, int? VocabularySize, string? Tokenizer, string? ChatTemplate, string? License, long? KvBytesPerToken, long? NeededBytes, long AvailableBytes,
    IReadOnlyList<string> Problems, IReadOnlyList<string> Remarks)
{
    /// <summary>What of it would go to GPUs by the settings; null when it cannot be loaded, or the runtime is not known yet.</summary>
    public OffloadPlan? Offload { get; init; }

    public bool CanBeLoaded => Problems.Count == 0;
}
