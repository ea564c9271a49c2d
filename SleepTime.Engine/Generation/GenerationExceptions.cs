namespace SleepTime.Engine.Generation;

/// <summary>The queue of a class, or one owner's part of it, is full. Try again after <see cref="RetryAfter"/>.</summary>
public sealed class QueueFullException(GenerationClass @class, int limit, TimeSpan retryAfter, bool ofOneOwner = false)
    : Exception($"The model is busy: {limit}{(ofOneOwner ? " of your" : "")} requests are waiting already, and this one would be number {limit + 1}. Try again in {Math.Ceiling(retryAfter.TotalSeconds):0} seconds.")
{
    /// <summary>True when the owner has as many waiting as one may, and others can still ask.</summary>
    public bool OfOneOwner { get; } = ofOneOwner;

    /// <summary>How many may wait.</summary>
    public int Limit { get; } = limit;

    public GenerationClass Class { get; } = @class;

    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>Prompt and answer together do not fit the context length.</summary>
public sealed class PromptTooLongException(int promptTokens, int maxTokens, int contextLength)
    : Exception($"The prompt has {promptTokens} tokens and up to {maxTokens} are wanted as answer, but the context length of the model is {contextLength}. Shorten the text or ask for a shorter answer.")
{
    public int PromptTokens { get; } = promptTokens;

    public int MaxTokens { get; } = maxTokens;

    public int ContextLength { get; } = contextLength;
}

/// <summary>No model is ready to generate. The message says whether it is loading or failed, and why.</summary>
public sealed class ModelNotReadyException(string message, bool willBeReady) : Exception(message)
{
    /// <summary>True while it is loading, so that trying again makes sense.</summary>
    public bool WillBeReady { get; } = willBeReady;
}
