namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>
/// Puts a new context on a GPU through the largest batch that the engine can ask for, with a row of logits for each token, and
/// forgets it: what a GPU allocates and compiles only when it is needed is there then, or the model is refused at once and not
/// at a question. Room for attention over all cells is reserved with the context.
/// A processor has nothing to gain: its buffers are reserved when the context is made, and the step would take long.
/// </summary>
internal static class ContextWarmUp
{
    /// <param name="context">Disposed when it fails.</param>
    /// <exception cref="ModelLoadException">The step failed.</exception>
    public static void Run(IInferenceContext context, ModelDescription model)
    {
        var batch = new TokenBatch(context.BatchSize);
        while (batch.Free > 0)
            batch.Add(token: 0, batch.Count, sequence: 0, wantsLogits: true);
        try
        {
            if (context.Decode(batch) is var status and not DecodeStatus.Done)
                throw new InferenceException($"it ended as {status}");
            context.Clear();
        }
        catch (InferenceException failure)
        {
            context.Dispose();
            throw new ModelLoadException(
                $"{model.Name} was loaded, but the first step of {context.BatchSize} tokens on the GPU failed: {failure.Message.TrimEnd('.')}. Lower SleepTime:Model:GpuLayers, SleepTime:Generation:CellCount or SleepTime:Generation:BatchTokens.",
                failure);
        }
    }
}
