namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>The settings of an inference context that everything above relies on, whichever binding makes it.</summary>
/// <param name="MaxOutputs">Rows of logits in one decode: llama.cpp reserves one for each sequence, and asserts that it may.</param>
internal sealed record ContextPlan(uint Cells, uint BatchSize, uint MicroBatchSize, uint MaxSequences, uint MaxOutputs, int Threads)
{
    // An abort keeps whole micro-batches. More than 128 at once gains nothing measurable on a processor; on a GPU, which
    // cannot be aborted, it does.
    private const int LargestMicroBatchOnProcessor = 128;
    private const int LargestMicroBatch = 512;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ContextPlan Of(InferenceContextOptions options, long modelBytes, bool onProcessor)
    {
        Verify(options);
        return new ContextPlan(
            (uint)options.CellCount,
            (uint)options.BatchSize,
            (uint)Math.Min(options.BatchSize, onProcessor ? LargestMicroBatchOnProcessor : LargestMicroBatch),
            (uint)options.MaxSequences,
            (uint)Math.Max(options.BatchSize, options.MaxSequences),
            options.Threads > 0 ? options.Threads : ComputeThreads.Choose(modelBytes));
    }

    /// <summary>Linux grants memory that it does not have, and ends the process when it is used.</summary>
    /// <exception cref="ModelLoadException">There is not enough.</exception>
    public void RefuseWhatDoesNotFit(long bytesPerCell, ModelDescription description)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var needed = Cells * (decimal)bytesPerCell;
        if (needed > available)
            throw new ModelLoadException(
                $"{Cells} cells of {description.Name} need {needed / (1 << 20):N0} MiB of memory and there are {available >> 20:N0} MiB in all: take at most {available / bytesPerCell / 2} cells.");
    }

    /// <summary>What to throw when llama.cpp made no context.</summary>
    public ModelLoadException Refusal(ModelDescription description) => new(
        $"A context of {Cells} cells could not be made for {description.Name}: {NativeLog.TakeFirstError() ?? "llama.cpp gave no reason"}. Take fewer cells or a smaller batch.");

    /// <summary>What to throw for a model without a KV cache.</summary>
    public static ModelLoadException NoMemory(ModelDescription description) =>
        new($"{description.Name} keeps no memory of what it has read, so it cannot generate: choose a chat or instruct model.");

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
