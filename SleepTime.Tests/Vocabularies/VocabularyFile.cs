using System.Text;

namespace SleepTime.Tests.Vocabularies;

/// <summary>Writes a GGUF file with a known vocabulary and a model of one layer whose weights are all zero: enough for llama.cpp to load its tokenizer.</summary>
internal static class VocabularyFile
{
    private const int Width = 32;
    private const int Alignment = 32;
    private const uint F32 = 0;
    private const uint F16 = 1;
    private const int Normal = 1;
    private const int Unused = 5;

    public static void Write(string path, KnownVocabulary vocabulary)
    {
        using var stream = File.Create(path);
        using var file = new BinaryWriter(stream);
        var settings = Settings(vocabulary).ToList();
        var tensors = Tensors(vocabulary.Count).ToList();
        file.Write("GGUF"u8);
        file.Write(3u);
        file.Write((ulong)tensors.Count);
        file.Write((ulong)settings.Count);
        foreach (var (key, value) in settings)
        {
            Text(file, key);
            Value(file, value);
        }
        var offset = 0L;
        foreach (var (name, type, dimensions) in tensors)
        {
            Text(file, name);
            file.Write((uint)dimensions.Length);
            Array.ForEach(dimensions, dimension => file.Write((ulong)dimension));
            file.Write(type);
            file.Write((ulong)offset);
            offset += Padded(dimensions.Aggregate(1L, (all, dimension) => all * dimension) * (type == F32 ? sizeof(float) : sizeof(ushort)));
        }
        file.Flush();
        // The weights: a hole in the file, which reads as zeros and takes no room.
        stream.SetLength(Padded(stream.Position) + offset);
    }

    private static IEnumerable<(string Key, object Value)> Settings(KnownVocabulary vocabulary)
    {
        var ids = Enumerable.Range(0, vocabulary.Count).ToList();
        yield return ("general.architecture", "llama");
        yield return ("general.name", vocabulary.Name ?? "Vocabulary");
        yield return ("llama.context_length", 512u);
        yield return ("llama.embedding_length", (uint)Width);
        yield return ("llama.block_count", 1u);
        yield return ("llama.feed_forward_length", (uint)Width);
        yield return ("llama.attention.head_count", 1u);
        yield return ("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        yield return ("tokenizer.ggml.model", vocabulary.Model);
        if (vocabulary.Pre is { } pre)
            yield return ("tokenizer.ggml.pre", pre);
        yield return ("tokenizer.ggml.tokens", ids.Select(id => vocabulary.Tokens.TryGetValue(id, out var token) ? token[0].GetString()! : $"[UNUSED_{id}]").ToArray());
        yield return ("tokenizer.ggml.token_type", ids.Select(id => vocabulary.Tokens.TryGetValue(id, out var token) ? token[1].GetInt32() : vocabulary.Model == "llama" ? Unused : Normal).ToArray());
        if (vocabulary.Model == "llama")
        {
            yield return ("tokenizer.ggml.scores", ids.Select(id => vocabulary.Tokens.TryGetValue(id, out var token) && token.Length > 2 ? token[2].GetSingle() : 0).ToArray());
            yield return ("tokenizer.ggml.add_space_prefix", vocabulary.AddSpacePrefix);
        }
        else
        {
            yield return ("tokenizer.ggml.merges", vocabulary.Merges);
        }
        if (vocabulary.Bos is { } begin)
            yield return ("tokenizer.ggml.bos_token_id", (uint)begin);
        yield return ("tokenizer.ggml.eos_token_id", (uint)vocabulary.Eos);
        if (vocabulary.Unk is { } unknown)
            yield return ("tokenizer.ggml.unknown_token_id", (uint)unknown);
        yield return ("tokenizer.ggml.add_bos_token", vocabulary.AddBos);
    }

    private static IEnumerable<(string Name, uint Type, int[] Dimensions)> Tensors(int tokens)
    {
        yield return ("token_embd.weight", F16, [Width, tokens]);
        yield return ("output_norm.weight", F32, [Width]);
        foreach (var name in new[] { "attn_norm", "ffn_norm" })
            yield return ($"blk.0.{name}.weight", F32, [Width]);
        foreach (var name in new[] { "attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down" })
            yield return ($"blk.0.{name}.weight", F16, [Width, Width]);
    }

    private static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private static void Value(BinaryWriter file, object value)
    {
        switch (value)
        {
            case uint number:
                file.Write(4u);
                file.Write(number);
                break;
            case float number:
                file.Write(6u);
                file.Write(number);
                break;
            case bool flag:
                file.Write(7u);
                file.Write(flag);
                break;
            case string text:
                file.Write(8u);
                Text(file, text);
                break;
            case string[] texts:
                List(file, 8u, texts, text => Text(file, text));
                break;
            case int[] numbers:
                List(file, 5u, numbers, file.Write);
                break;
            case float[] numbers:
                List(file, 6u, numbers, file.Write);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} has no place in a GGUF file here.", nameof(value));
        }
    }

    private static void List<T>(BinaryWriter file, uint type, T[] items, Action<T> write)
    {
        file.Write(9u);
        file.Write(type);
        file.Write((ulong)items.Length);
        Array.ForEach(items, write);
    }

    private static void Text(BinaryWriter file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        file.Write((ulong)bytes.Length);
        file.Write(bytes);
    }
}
