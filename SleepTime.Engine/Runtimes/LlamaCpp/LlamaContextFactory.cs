using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>Makes inference contexts with the settings that everything above relies on.</summary>
internal static class LlamaContextFactory
{
    private const int FlashAttentionOn = 1;

    public static IInferenceContext Create(
        ModelHandle model,
        ModelDescription description,
        int vocabularySize,
        bool onProcessor,
        InferenceContextOptions options)
    {
        var plan = ContextPlan.Of(options, description.SizeBytes, onProcessor);
        if (onProcessor)
            plan.RefuseWhatDoesNotFit(
                KeyValueCache.BytesPerCell(description, LlamaApi.ModelHeadCount(model), LlamaApi.ModelKeyValueHeadCount(model), key => ModelMetadata.Text(model, key)),
                description);
        var abort = new AbortFlag();
        NativeLog.TakeFirstError();
        var context = ContextHandle.Create(model, Parameters(plan), abort) ?? throw plan.Refusal(description);
        if (LlamaApi.Memory(context) == 0)
        {
            context.Dispose();
            throw ContextPlan.NoMemory(description);
        }

        var guarded = new GuardedContext(new LlamaContext(context, abort, vocabularySize, onProcessor), description, vocabularySize);
        if (!onProcessor)
            ContextWarmUp.Run(guarded, description);
        return guarded;
    }

    private static LlamaContextParams Parameters(ContextPlan plan) => LlamaApi.DefaultContextParams() with
    {
        ContextLength = plan.Cells,
        BatchSize = plan.BatchSize,
        MicroBatchSize = plan.MicroBatchSize,
        MaxSequences = plan.MaxSequences,
        MaxOutputs = plan.MaxOutputs,
        Threads = plan.Threads,
        BatchThreads = plan.Threads,
        // Never "auto": what it would choose decides whether a saved state can be read again.
        FlashAttention = FlashAttentionOn,
        // One pool of cells: sharing a prefix is then a matter of marking cells, not of copying them.
        UnifiedKeyValue = true,
    };
}
