using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>Makes inference contexts with the settings that everything above relies on.</summary>
internal static class LlamaContextFactory
{
    // An abort keeps whole micro-batches. More than 128 at once gains nothing measurable on a processor; on a GPU, which
    // cannot be aborted, it does.
    private const int LargestMicroBatchOnProcessor = 128;
    private const int LargestMicroBatch = 512;
    private const int FlashAttentionOn = 1;

    public static LlamaInferenceContext Create(
        ModelHandle model,
        ModelDescription description,
        int vocabularySize,
        bool onProcessor,
        InferenceContextOptions options)
    {
        Verify(options);
        if (onProcessor)
            RefuseWhatDoesNotFit(options, KeyValueCache.BytesPerCell(model, description), description);
        var abort = new AbortFlag();
        NativeLog.TakeFirstError();
        var context = ContextHandle.Create(model, Parameters(options, description.SizeBytes, onProcessor ? LargestMicroBatchOnProcessor : LargestMicroBatch), abort);
        if (context is null)
            throw new ModelLoadException(
                $"A context of {options.CellCount} cells could not be made for {description.Name}: {NativeLog.TakeFirstError() ?? "llama.cpp gave no reason"}. Take fewer cells or a smaller batch.");

        if (LlamaApi.Memory(context) == 0)
        {
            context.Dispose();
            throw new ModelLoadException($"{description.Name} keeps no memory of what it has read, so it cannot generate: choose a chat or instruct model.");
        }

        return new LlamaInferenceContext(context, abort, description, vocabularySize, onProcessor);
    }

    /// <summary>Linux grants memory that it does not have, and ends the process when it is used.</summary>
    private static void RefuseWhatDoesNotFit(InferenceContextOptions options, long bytesPerCell, ModelDescription description)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var needed = options.CellCount * (decimal)bytesPerCell;
        if (needed > available)
            throw new ModelLoadException(
                $"{options.CellCount} cells of {description.Name} need {needed / (1 << 20):N0} MiB of memory and there are {available >> 20:N0} MiB in all: take at most {available / bytesPerCell / 2} cells.");
    }

    private static LlamaContextParams Parameters(InferenceContextOptions options, long modelBytes, int largestMicroBatch)
    {
        var threads = options.Threads > 0 ? options.Threads : ComputeThreads.Choose(modelBytes);
        return LlamaApi.DefaultContextParams() with
        {
            ContextLength = (uint)options.CellCount,
            BatchSize = (uint)options.BatchSize,
            MicroBatchSize = (uint)Math.Min(options.BatchSize, largestMicroBatch),
            MaxSequences = (uint)options.MaxSequences,
            // llama.cpp reserves one output for each sequence, and asserts that it may.
            MaxOutputs = (uint)Math.Max(options.BatchSize, options.MaxSequences),
            Threads = threads,
            BatchThreads = threads,
            // Never "auto": what it would choose decides whether a saved state can be read again.
            FlashAttention = FlashAttentionOn,
            // One pool of cells: sharing a prefix is then a matter of marking cells, not of copying them.
            UnifiedKeyValue = true,
        };
    }

    private static void Verify(InferenceContextOptions options)
    {
        Require(options.CellCount > 0, "CellCount is 1 or more.");
        Require(options.MaxSequences is > 0 and <= 256, "MaxSequences is 1 to 256.");
        Require(options.BatchSize > 0 && options.BatchSize <= options.CellCount, "BatchSize is 1 to CellCount.");
        Require(options.Threads is >= 0 and <= 512, "Threads is 0 (choose) to 512.");

        void Require(bool holds, string rule)
        {
            if (!holds)
                throw new ArgumentException(rule, nameof(options));
        }
    }
}
