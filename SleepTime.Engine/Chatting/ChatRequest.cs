using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Chatting;

/// <summary>A conversation to go on with, about nothing that is stored here.</summary>
public sealed record ChatRequest
{
    /// <summary>At least one of the user's, which is the last. Neighbours of one role count as one message.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public SamplingOptions Sampling { get; init; } = SamplingOptions.Greedy;

    /// <summary>1 or more; null takes all that the context length leaves.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts at which to stop, beside the model's own ends; not given out.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>How urgent it is.</summary>
    public GenerationClass Class { get; init; } = GenerationClass.Question;

    /// <summary>Who shares the engine fairly with others.</summary>
    public required string Asker { get; init; }
}

/// <summary>A conversation cannot be taken as it is; the message says why and what to do.</summary>
public sealed class InvalidChatException(string field, string message) : Exception(message)
{
    /// <summary>The field of <see cref="ChatRequest"/> in camel case.</summary>
    public string Field { get; } = field;
}
