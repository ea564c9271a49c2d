namespace SleepTime.Engine.Generation;

/// <summary>
/// The front door to the one model: takes requests into a queue with priorities and runs them on the engine thread.
/// Thread-safe.
/// </summary>
public sealed class GenerationService
{
    /// <summary>How busy the engine is.</summary>
    public EngineLoad Load => throw new NotSupportedException();

    /// <summary>Queues a request. It runs whether or not anyone watches it.</summary>
    /// <exception cref="ModelNotReadyException">No model is ready.</exception>
    /// <exception cref="QueueFullException">Its class has as many waiting as allowed.</exception>
    /// <exception cref="PromptTooLongException">Prompt and answer together do not fit the context length.</exception>
    public GenerationTicket Submit(GenerationRequest request) => throw new NotSupportedException();
}
