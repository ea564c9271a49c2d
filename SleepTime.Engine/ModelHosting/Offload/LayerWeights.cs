using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Engine.ModelHosting.Offload;

/// <summary>What each layer of a model takes of the memory it is put into: its weights and its part of the KV cache. An estimate.</summary>
/// <param name="Layers">Bytes of each transformer block, first to last.</param>
/// <param name="Output">Bytes of the output layer, which counts as one more; the last to be computed and the first to be put on a GPU.</param>
/// <param name="Copied">Bytes of the output that the processor holds all the same, because its input is the same matrix.</param>
/// <param name="Compute">Bytes that each GPU needs for the intermediate results of a full step.</param>
internal sealed record LayerWeights(IReadOnlyList<long> Layers, long Output, long Compute, long Copied = 0)
{
    private const string BlockPrefix = "blk.";
    private const string OutputName = "output.weight";
    private const string EmbeddingName = "token_embd.weight";

    // What ContextPlan gives a context on a GPU at once.
    private const int LargestMicroBatch = 512;

    /// <summary>Blocks and output.</summary>
    public int Count => Layers.Count + 1;

    /// <param name="weightBytes">Bytes of all weights, of all files of the model.</param>
    /// <param name="kvBytesPerToken">All layers together.</param>
    /// <param name="isWhole">Whether the header names all tensors: of a model in several files, the first names only its own.</param>
    /// <returns>Null when the file does not say how many layers it has.</returns>
    public static LayerWeights? Of(GgufHeader header, long weightBytes, long kvBytesPerToken, bool isWhole, GenerationOptions generation)
    {
        if (header.Integer($"{header.Architecture}.block_count") is not (> 0 and <= 10_000 and var count))
            return null;
        var kv = kvBytesPerToken * generation.CellCount / count;
        var blocks = new long[count];
        var (output, copied) = (0L, 0L);
        if (isWhole && header.Tensors.All(tensor => tensor.Bytes is not null))
        {
            foreach (var tensor in header.Tensors)
            {
                if (BlockOf(tensor.Name) is { } block && block < count)
                    blocks[block] += tensor.Bytes!.Value;
                else if (tensor.Name.StartsWith("output", StringComparison.Ordinal))
                    output += tensor.Bytes!.Value;
            }
            // Where input and output share a matrix, the GPU gets a copy of it.
            if (!header.Tensors.Any(tensor => tensor.Name == OutputName))
                copied = header.Tensors.FirstOrDefault(tensor => tensor.Name == EmbeddingName)?.Bytes ?? 0;
        }
        else
        {
            // Nothing says which layer has what: all alike.
            Array.Fill(blocks, weightBytes / (count + 1));
            output = weightBytes / (count + 1);
        }
        return new LayerWeights([.. blocks.Select(bytes => bytes + kv)], output + copied, ComputeBytes(header, generation), copied);
    }

    /// <summary>Bytes of the layers that go to GPUs when so many do, in the order in which they are computed: the last blocks, and the output.</summary>
    public IReadOnlyList<long> Offloaded(int layers) => layers == 0 ? [] : [.. Layers.TakeLast(layers - 1), Output];

    /// <summary>Bytes on GPUs with so many layers there.</summary>
    public long BytesOf(int layers) => Offloaded(layers).Sum();

    private static int? BlockOf(string tensor) =>
        tensor.StartsWith(BlockPrefix, StringComparison.Ordinal) && tensor.IndexOf('.', BlockPrefix.Length) is > 0 and var end
            && int.TryParse(tensor.AsSpan(BlockPrefix.Length, end - BlockPrefix.Length), out var block) ? block : null;

    /// <summary>As reserved for a full step: a row of logits for each of its tokens, and a few activations as wide as the widest layer.</summary>
    private static long ComputeBytes(GgufHeader header, GenerationOptions generation)
    {
        long rows = Math.Min(LargestMicroBatch, Math.Max(generation.BatchTokens, generation.MaxSequences));
        return sizeof(float) * rows * (header.Tokens.Count + (4 * LayerWidth.Widest(header)) + generation.CellCount);
    }
}
