using Microsoft.Extensions.Options;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting.Offload;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Engine.ModelHosting.Inspection;

/// <summary>Looks at a GGUF file without loading it: reads its header only, whatever its size. Thread-safe.</summary>
/// <param name="host">Knows the GPUs, with what was free there before the present model was loaded; null leaves them out.</param>
public sealed class ModelInspector(IOptions<GenerationOptions> generation, IOptions<ModelOptions>? settings = null, ModelHost? host = null)
{
    // Vectors for texts come out of these, no text.
    private static readonly string[] EmbeddingArchitectures =
        ["bert", "modern-bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "jina-bert-v2", "jina-bert-v3", "eurobert", "gemma-embedding", "t5encoder", "clip"];

    /// <param name="path">A file ending in .gguf; a relative path starts at the application's folder.</param>
    /// <returns>Never fails: what is wrong with the file stands in its problems.</returns>
    public ModelInspection Inspect(string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path, AppContext.BaseDirectory);
        // Only what is named like a model on a disk of its own is looked at: an address that anyone may ask should neither tell
        // about other files nor make the server call other machines.
        if (!full.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) || full.StartsWith(@"\\", StringComparison.Ordinal))
            return Unreadable(path, 0, $"'{path}' is no file of this machine that ends in .gguf: choose a model in GGUF form.");
        try
        {
            if (SplitFiles.FirstOf(full) is { } first)
                return Unreadable(full, SizeOf(full), $"It is a later part of a model in several files: choose the first, {first}.");
            return Describe(full, SizeOf(full), GgufCheck.Verify(full, cancellationToken));
        }
        catch (ModelLoadException refused)
        {
            return Unreadable(full, SizeOf(full), refused.Message);
        }
    }

    /// <summary>What each layer of a model takes; null when its file does not tell.</summary>
    /// <exception cref="ModelLoadException">It is no model's file.</exception>
    internal LayerWeights? WeightsOf(string path, CancellationToken cancellationToken) => LayersOf(path, GgufCheck.Verify(path, cancellationToken));

    private LayerWeights? LayersOf(string path, GgufHeader header) => LayerWeights.Of(
        header, WeightBytes(path, header) ?? SizeOf(path), KvBytesPerToken(header) ?? MostKvBytesPerToken(header), isWhole: SplitFiles.Of(path).Count <= 1, generation.Value);

    /// <summary>As if every head had keys and values of its own, where the file tells no number for all layers.</summary>
    private static long MostKvBytesPerToken(GgufHeader header) =>
        2 * sizeof(ushort) * (header.Integer($"{header.Architecture}.block_count") ?? 0) * (header.Integer($"{header.Architecture}.embedding_length") ?? 0);

    /// <summary>Of a model in several files the header tells the first part only; the files themselves are its weights but for headers.</summary>
    private static long? WeightBytes(string path, GgufHeader header)
    {
        var parts = SplitFiles.Of(path);
        return parts.Count > 1 ? parts.Sum(SizeOf) : header.Tensors.All(tensor => tensor.Bytes is not null) ? header.Tensors.Sum(tensor => tensor.Bytes!.Value) : null;
    }

    /// <summary>What would go to GPUs, or why that cannot be as the settings have it; neither while nothing is known of them.</summary>
    private (OffloadPlan? Plan, string? Problem) OffloadOf(string path, GgufHeader header)
    {
        if (host?.Status.Runtime is not { } runtime)
            return (null, null);
        try
        {
            return ( OffloadPlanner.Plan(settings?.Value ?? new ModelOptions(), () => LayersOf(path, header), runtime), null);
        }
        catch (ModelLoadException refused)
        {
            return (null, refused.Message);
        }
    }

    private ModelInspection Describe(string path, long bytes, GgufHeader header)
    {
        var architecture = header.Architecture;
        var layers = Setting("block_count");
        var kv = KvBytesPerToken(header);
        var parts = SplitFiles.Of(path);
        var weights = WeightBytes(path, header);
        var (offload, refusal) = OffloadOf(path, header);
        var needed = weights + (kv * generation.Value.CellCount) + ComputeBytes(header);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var template = header.Text("tokenizer.chat_template");
        var family = ChatTemplateDetection.Find(template);
        return new ModelInspection(
            path, bytes, header.Text("general.name"), architecture.Length == 0 ? null : architecture,
            header.Tensors.Count == 0 || parts.Count > 1 ? null : header.Tensors.Sum(tensor => tensor.Elements), Quantisation(header),
            (int?)Setting("context_length"), (int?)layers, (int?)Setting("embedding_length"), header.Tokens.Count, header.Text("tokenizer.ggml.model"), family,
            header.Text("general.license"), kv, needed, available, [.. Problems()], [.. Remarks()])
        {
            Offload = offload,
        };

        long? Setting(string name) => header.Integer($"{architecture}.{name}");

        // What the processor's memory has to hold; unknown where nobody knows what a GPU takes of it.
        long? Rest() => offload is { UsesGpu: true, EstimatedBytes: null } ? null : needed - (offload?.MovedBytes ?? 0);

        IEnumerable<string> Problems()
        {
            if (header.Length > bytes)
                yield return $"The file has {Size(bytes)} of {Size(header.Length.Value)}: it was not fetched to its end. Fetch it again.";
            if (EmbeddingArchitectures.Contains(architecture))
                yield return $"It is a model of the architecture {architecture}, which makes vectors of texts and cannot write any. Choose one that generates.";
            if (!header.Has("tokenizer.ggml.eos_token_id") && !header.Has("tokenizer.ggml.eot_token_id"))
                yield return "Its vocabulary names no token that ends a text, so answers would never end. Choose another file of the model.";
            if (parts.Where(part => !File.Exists(part)).Select(Path.GetFileName).ToList() is { Count: > 0 } missing)
                yield return $"It is split into {parts.Count} files, of which {string.Join(", ", missing.Take(3))}{(missing.Count > 3 ? $" and {missing.Count - 3} more" : "")} {(missing.Count == 1 ? "is" : "are")} missing beside it. Fetch the missing ones.";
            else if (header.Integer("split.count") is > 1 && parts.Count == 0)
                yield return "It is one of several files of a model, and was renamed. Give the files the names that they had, ending in -00001-of-00002.gguf and so on.";
            if (refusal is not null)
                yield return refusal;
            else if (Rest() > available)
                yield return $"It needs some {Size(Rest()!.Value)} of memory, {Size(weights!.Value)} for its weights{(offload is { UsesGpu: true } ? ", less what goes to the GPU" : "")}; this process may use {Size(available)}. Choose a smaller quantisation or model, or lower SleepTime:Generation:CellCount.";
        }

        IEnumerable<string> Remarks()
        {
            if (template is null)
                yield return "It has no chat template: name the one it was trained with in SleepTime:Model:ChatTemplate.";
            else if (family is null)
                yield return "Its chat template is of a family that is not known here: name the nearest in SleepTime:Model:ChatTemplate.";
            // llama.cpp reads the setting of this one and attends to everything.
            if (architecture != "llama" && header.Integer($"{architecture}.attention.sliding_window") is > 0)
                yield return "It attends within a sliding window, so prefixes cannot be shared and saved freely: first tokens take longer.";
            if (offload is { UsesGpu: true, EstimatedBytes: { } onGpu })
                yield return $"{(offload.IsWhole ? "All" : $"{offload.GpuLayers} of {offload.LayerCount}")} layers go to {string.Join(", ", offload.Devices)}, some {Size(onGpu)}.";
            if (needed is null)
                yield return "It holds numbers of a type that is not known here, so how much memory it needs cannot be told.";
            else if (Rest() is { } rest && rest <= available && rest > available / 10 * 8)
                yield return $"It needs some {Size(rest)} of the {Size(available)} that this process may use: close other programs first.";
        }
    }

    /// <summary>Keys and values of all layers in 16-bit numbers; null when heads differ from layer to layer, which an array tells.</summary>
    private static long? KvBytesPerToken(GgufHeader header)
    {
        var prefix = header.Architecture;
        if (header.Integer($"{prefix}.block_count") is not { } layers || header.Integer($"{prefix}.attention.head_count") is not (> 0 and var heads))
            return null;
        if (header.Has($"{prefix}.attention.head_count_kv") && header.Integer($"{prefix}.attention.head_count_kv") is null)
            return null;
        var kvHeads = header.Integer($"{prefix}.attention.head_count_kv") ?? heads;
        var width = header.Integer($"{prefix}.embedding_length") / heads;
        var (key, value) = (header.Integer($"{prefix}.attention.key_length") ?? width, header.Integer($"{prefix}.attention.value_length") ?? width);
        return layers * kvHeads * (key + value) * sizeof(ushort);
    }

    // What one step needs beside weights and cache: a few activations as wide as the widest layer for each token of a batch, and
    // a row of logits for each sequence. Measured a little lower on llama.cpp 0.5.
    private long ComputeBytes(GgufHeader header) =>
        sizeof(float) * ((3L * generation.Value.BatchTokens * LayerWidth.Widest(header)) + ((long)generation.Value.MaxSequences * header.Tokens.Count));

    private static string? Quantisation(GgufHeader header) => header.Tensors
        .GroupBy(tensor => tensor.Type).OrderByDescending(type => type.Sum(tensor => tensor.Bytes ?? tensor.Elements))
        .Select(type => GgmlTypes.Find(type.Key)?.Name ?? $"type {type.Key}").FirstOrDefault();

    /// <summary>Of a file that was not looked into, and why.</summary>
    internal static ModelInspection Unreadable(string path, long bytes, string problem) => new(
        path, bytes, null, null, null, null, null, null, null, null, null, null, null, null, null, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, [problem], []);

    // Of what a link leads to: in the hub's cache every model is one.
    private static long SizeOf(string path) =>
        File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true } file ? file.Length : 0;

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{bytes / (double)(1L << 30):0.0} GiB",
        >= 1L << 20 => $"{bytes / (double)(1L << 20):0.0} MiB",
        _ => $"{bytes:N0} bytes",
    };
}
