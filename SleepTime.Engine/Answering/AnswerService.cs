namespace SleepTime.Engine.Answering;

/// <summary>Answers questions. A run belongs to the server, not to who asked: leaving does not stop it. Thread-safe.</summary>
public sealed class AnswerService
{
    /// <summary>
    /// Stores the runs and starts them. A SleepTime run without notes is stored as failed with how to get them; the
    /// other run of the comparison goes on.
    /// </summary>
    /// <exception cref="InvalidQuestionException">A field is out of its range.</exception>
    /// <exception cref="ContextNotFoundException">There is no such context.</exception>
    /// <exception cref="Generation.ModelNotReadyException">No model is ready.</exception>
    /// <exception cref="Generation.QueueFullException">Too many questions wait already; nothing was stored.</exception>
    /// <exception cref="Generation.PromptTooLongException">It does not fit the context length; nothing was stored.</exception>
    public Task<AskResult> AskAsync(AskRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
