using System.Runtime.InteropServices;

namespace SleepTime.Benchmarks.Models;

/// <summary>
/// A llama of the size that small models of general use have, with random weights: what it says is nonsense, what it
/// costs is not. It speaks with another model's tokenizer and never ends a text by itself.
/// </summary>
internal static class RandomModel
{
    private const int Width = 768;
    private const int Layers = 12;
    private const int Heads = 12;
    private const int FeedForward = 3072;
    private const int ContextLength = 4096;
    private const ulong Seed = 20_260_928;

    /// <param name="tokenizer">The file whose tokenizer it gets.</param>
    /// <returns>The number of weights.</returns>
    public static long Write(string path, GgufFile tokenizer)
    {
        var vocabulary = tokenizer.VocabularySize;
        GgufEntry[] copied = [.. tokenizer.Entries.Where(entry => entry.Key.StartsWith("tokenizer.", StringComparison.Ordinal))];
        RandomTensor[] tensors = [.. Tensors(vocabulary)];

        using var file = File.Create(path);
        using var writer = new GgufWriter(file);
        writer.Begin(tensors.Length, entries: 12 + copied.Length);
        writer.Entry("general.architecture", "llama");
        writer.Entry("general.name", "random-110m");
        writer.Entry("general.file_type", 1);
        writer.Entry("llama.context_length", ContextLength);
        writer.Entry("llama.embedding_length", Width);
        writer.Entry("llama.block_count", Layers);
        writer.Entry("llama.feed_forward_length", FeedForward);
        writer.Entry("llama.attention.head_count", Heads);
        writer.Entry("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        writer.Entry("llama.rope.dimension_count", Width / Heads);
        writer.Entry("llama.rope.freq_base", 10_000f);
        writer.Entry("llama.vocab_size", vocabulary);
        foreach (var entry in copied)
            writer.Entry(entry);
        foreach (var tensor in tensors)
            writer.Tensor(tensor.Name, tensor.Dimensions, tensor.IsNorm ? GgufTensor.Float32 : GgufTensor.Float16, tensor.Bytes);

        writer.BeginData();
        var random = new RandomNumbers(Seed);
        foreach (var tensor in tensors)
            writer.Data(tensor.IsNorm ? Ones(tensor.Count) : Weights(tensor, random, tokenizer));
        return tensors.Sum(tensor => (long)tensor.Count);
    }

    private static IEnumerable<RandomTensor> Tensors(int vocabulary)
    {
        yield return new("token_embd.weight", [Width, vocabulary]);
        yield return new("output_norm.weight", [Width]);
        yield return new(RandomTensor.Output, [Width, vocabulary]);
        for (var layer = 0; layer < Layers; layer++)
        {
            yield return new($"blk.{layer}.attn_norm.weight", [Width]);
            foreach (var name in (string[])["attn_q", "attn_k", "attn_v", "attn_output"])
                yield return new($"blk.{layer}.{name}.weight", [Width, Width]);
            yield return new($"blk.{layer}.ffn_norm.weight", [Width]);
            yield return new($"blk.{layer}.ffn_gate.weight", [Width, FeedForward]);
            yield return new($"blk.{layer}.ffn_up.weight", [Width, FeedForward]);
            yield return new($"blk.{layer}.ffn_down.weight", [FeedForward, Width]);
        }
    }

    private static ReadOnlySpan<byte> Ones(int count)
    {
        var ones = new float[count];
        Array.Fill(ones, 1);
        return MemoryMarshal.AsBytes(ones.AsSpan());
    }

    private static ReadOnlySpan<byte> Weights(RandomTensor tensor, RandomNumbers random, GgufFile tokenizer)
    {
        var weights = new Half[tensor.Count];
        random.Fill(weights, 1 / Math.Sqrt(tensor.Dimensions[0]));
        if (tensor.Name == RandomTensor.Output)
        {
            // Their logit is then 0, and of a thousand others one is always above that.
            foreach (var token in tokenizer.ControlTokens)
                weights.AsSpan(token * Width, Width).Clear();
        }
        return MemoryMarshal.AsBytes(weights.AsSpan());
    }
}
