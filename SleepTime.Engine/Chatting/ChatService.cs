using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Chatting;

/// <summary>
/// The plain model in its chat template, for programs that speak to a model and not to a context. Nothing is stored, and
/// who leaves should cancel. Thread-safe.
/// </summary>
public sealed class ChatService(ModelHost host, GenerationService generation)
{
    /// <summary>Most texts at which a reply may be made to stop.</summary>
    public const int MostStopStrings = 16;

    private const int MostCharactersOfAToken = 128;

    /// <exception cref="InvalidChatException">The conversation or a setting cannot be taken as it is.</exception>
    /// <exception cref="ModelNotReadyException">No model is ready.</exception>
    /// <exception cref="QueueFullException">Too many wait already.</exception>
    /// <exception cref="PromptTooLongException">It does not fit the context length.</exception>
    public GenerationTicket Start(ChatRequest request)
    {
        var conversation = Conversation.From(request.Messages);
        Check(request);
        var model = host.Require();
        // Before the tokenizer has to read it: no vocabulary has tokens as long as that on average.
        if (conversation.Length > (long)model.ContextLength * MostCharactersOfAToken)
            throw new InvalidChatException("messages", $"The conversation has {conversation.Length:N0} characters, which {model.ContextLength:N0} tokens of context cannot hold. Shorten it.");
        var prompt = model.Prompts.Chat(conversation.System, conversation.Messages);
        return generation.Submit(new GenerationRequest
        {
            Prompt = prompt,
            Vocabulary = model.Vocabulary,
            Class = request.Class,
            // At least one, so that a prompt without room for any is refused with both sizes.
            MaxTokens = request.MaxTokens ?? Math.Max(1, model.ContextLength - prompt.Length),
            Sampling = request.Sampling,
            StopStrings = [.. model.Prompts.StopStrings, .. request.StopStrings],
            Owner = request.Asker,
        });
    }

    private static void Check(ChatRequest request)
    {
        if (request.MaxTokens < 1)
            throw new InvalidChatException("maxTokens", $"The most tokens to generate is {request.MaxTokens}; choose 1 or more, or leave it out.");
        if (request.StopStrings.Count > MostStopStrings)
            throw new InvalidChatException("stop", $"There are {request.StopStrings.Count} texts to stop at; {MostStopStrings} are the most.");
        if (request.StopStrings.Any(text => text.Length == 0))
            throw new InvalidChatException("stop", "A text to stop at is empty, which would stop at once. Leave it out.");
        try
        {
            request.Sampling.Verify();
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new InvalidChatException(char.ToLowerInvariant(fault.ParamName![0]) + fault.ParamName[1..], fault.Message.Split('\n')[0]);
        }
    }
}
