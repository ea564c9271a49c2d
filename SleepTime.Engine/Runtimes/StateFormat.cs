namespace SleepTime.Engine.Runtimes;

/// <summary>
/// What the bytes of a saved KV state depend on, as far as the runtime knows it: equal formats can read each other's
/// states, if the weights are the same.
/// </summary>
/// <param name="Version">Version of the layout of one sequence's state.</param>
/// <param name="Library">Such as "llama.cpp 0.5.0".</param>
/// <param name="Variant">The build and the device that computes, such as "libllama.v0.5.0.so cpu".</param>
/// <param name="KeyType">Type of the keys' elements, such as "f16".</param>
/// <param name="ValueType">Type of the values' elements.</param>
/// <param name="FlashAttention">Decides how values lie in memory.</param>
/// <param name="UnifiedCache">One pool of cells for all sequences.</param>
/// <param name="LayerCount">Transformer blocks.</param>
/// <param name="HeadCount">Attention heads of a block.</param>
/// <param name="KeyValueHeadCount">Heads whose keys and values are kept.</param>
/// <param name="EmbeddingLength">Width of the residual stream.</param>
/// <param name="Rope">Position encoding: its settings as "name=value", parted by blanks.</param>
/// <param name="Lora">Adapters on the weights; "none" without.</param>
/// <param name="TokenizerSha256">Hash of every token's bytes and role, in lower-case hex.</param>
public sealed record StateFormat(
    int Version,
    string Library,
    string Variant,
    string KeyType,
    string ValueType,
    bool FlashAttention,
    bool UnifiedCache,
    int LayerCount,
    int HeadCount,
    int KeyValueHeadCount,
    int EmbeddingLength,
    string Rope,
    string Lora,
    string TokenizerSha256);
