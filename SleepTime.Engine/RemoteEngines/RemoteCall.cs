#pragma warning disable SCME0001 // the client's own way to send fields that it does not know
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using AiRole = Microsoft.Extensions.AI.ChatRole;
using ChatRole = SleepTime.Engine.ModelHosting.Prompts.ChatRole;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>A request in the words of the common chat client, with what single engines know beside them. Pure.</summary>
internal static class RemoteCall
{
    // OpenAI's limit, which others share. What is beyond it ends the text here.
    private const int MostStops = 4;

    public static IReadOnlyList<AiMessage> Messages(GenerationRequest request, TextVocabulary vocabulary) =>
        [.. vocabulary.Read(request.Prompt).Select(message => new AiMessage(RoleOf(message.Role), message.Text))];

    /// <param name="withPriority">Whether the engine is told how urgent it is.</param>
    public static ChatOptions Options(GenerationRequest request, RemoteKind kind, bool withPriority)
    {
        var sampling = request.Sampling;
        var draws = sampling.Temperature > 0;
        return new ChatOptions
        {
            MaxOutputTokens = request.MaxTokens,
            Temperature = sampling.Temperature,
            TopP = draws ? sampling.TopP : null,
            Seed = sampling.Seed,
            StopSequences = request.StopStrings.Count == 0 ? null : [.. request.StopStrings.Take(MostStops)],
            RawRepresentationFactory = _ => Own(request, kind, withPriority, draws),
        };
    }

    private static ChatCompletionOptions Own(GenerationRequest request, RemoteKind kind, bool withPriority, bool draws)
    {
        var options = new ChatCompletionOptions();
        // The lower goes first; 0 is what every request has that says nothing.
        if (withPriority && request.Class != GenerationClass.Question)
            options.Patch.Set("$.priority"u8, (int)request.Class);
        if (draws && kind.SamplesFreely())
        {
            options.Patch.Set("$.top_k"u8, request.Sampling.TopK);
            options.Patch.Set("$.min_p"u8, (double)request.Sampling.MinP);
        }
        if (kind == RemoteKind.Ollama)
            options.Patch.Set("$.max_tokens"u8, request.MaxTokens);
        return options;
    }

    /// <summary>What an engine says went wrong in the middle of an answer; null when it does not say.</summary>
    public static string? ErrorIn(ChatResponseUpdate update) =>
        update.RawRepresentation is StreamingChatCompletionUpdate raw && raw.Patch.Contains("$.error"u8)
            ? RemoteErrors.MessageIn(BinaryData.FromBytes(raw.Patch.GetJson("$.error"u8).ToMemory()))
            : null;

    private static AiRole RoleOf(ChatRole role) => role switch
    {
        ChatRole.System => AiRole.System,
        ChatRole.Assistant => AiRole.Assistant,
        _ => AiRole.User,
    };
}
