namespace SleepTime.Engine.Generation;

/// <summary>The queue of a class, or one owner's part of it, is full. Try again after <see cref="RetryAfter"/>.</summary>
public sealed class QueueFullException(GenerationClass @class, int waiting, int limit, TimeSpan retryAfter, bool ofOneOwner = false)
    : Exception($"The model is busy: {waiting}{(ofOneOwner ? " of your" : "")} requests are waiting already, and at most {limit} may wait. Try again in {Math.Ceiling(retryAfter.TotalSeconds):0} seconds.")
{
    /// <summary>True when the owner has as many waiting as one may, and others can still ask.</summary>
    public bool OfOneOwner { get; } = ofOneOwner;

    /// <summary>How many may wait.</summary>
    public int Limit { get; } = limit;

    public GenerationClass Class { get; } = @class;

    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>More requests that belong together than may ever wait at once: waiting does not help, asking for fewer does.</summary>
public sealed class TooManyAtOnceException(GenerationClass @class, int count, int limit, string setting)
    : Exception($"{count} requests belong together and are queued all or none, but only {limit} may wait at once. Ask for at most {limit} at once, or raise {setting}.")
{
    public GenerationClass Class { get; } = @class;

    /// <summary>How many belong together.</summary>
    public int Count { get; } = count;

    /// <summary>How many may wait.</summary>
    public int Limit { get; } = limit;
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
