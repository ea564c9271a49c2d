using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>What a request for a chat completion means in our words, and what of it cannot be had. Pure.</summary>
internal static class ChatCompletionRules
{
    /// <exception cref="InvalidRequestException">A field would change the answer and cannot be had.</exception>
    public static void RefuseWhatCannotBeHad(ChatCompletionRequest request)
    {
        Refuse(request.N is not (null or 1), "n", $"n is {request.N}; one answer is given at a time. Ask again for another.");
        Refuse(request.Logprobs == true, "logprobs", "Log-probabilities are not given out here. Leave logprobs out.");
        Refuse(request.Tools is { Count: > 0 }, "tools", "Tools cannot be called from here. Leave tools out.");
        Refuse(request.ResponseFormat is { Type: not (null or "text") }, "response_format", $"The response format '{request.ResponseFormat?.Type}' cannot be kept to here; text can.");
        Refuse(request.FrequencyPenalty is not (null or 0), "frequency_penalty", "Penalties are not applied here. Leave frequency_penalty out, or make it 0.");
        Refuse(request.PresencePenalty is not (null or 0), "presence_penalty", "Penalties are not applied here. Leave presence_penalty out, or make it 0.");
        Refuse(request.LogitBias is { Count: > 0 }, "logit_bias", "No token can be made likelier here. Leave logit_bias out.");
    }

    /// <exception cref="InvalidRequestException">There are none, or one is of a role that there is not.</exception>
    public static IReadOnlyList<ChatMessage> Messages(ChatCompletionRequest request)
    {
        if (request.Messages?.Any(message => message is null) == true)
            throw new InvalidRequestException("messages", "A message is null. Give each a role and a content, or leave it out.");
        if (request.Messages is not { Count: > 0 } messages)
            throw new InvalidRequestException("messages", "messages is missing or empty. Give at least one message of the user.");
        return [.. messages.Select(message => new ChatMessage(RoleOf(message.Role), message.Content ?? ""))];
    }

    public static int? MaxTokens(ChatCompletionRequest request) => request.MaxCompletionTokens ?? request.MaxTokens;

    /// <summary>OpenAI's seed has 64 bits, ours 32.</summary>
    public static uint? Seed(ChatCompletionRequest request) => request.Seed is { } seed ? unchecked((uint)(seed ^ (seed >> 32))) : null;

    public static SamplingOptions Sampling(ChatCompletionRequest request)
    {
        var usual = SamplingOptions.Greedy;
        return new SamplingOptions(request.Temperature ?? 0, request.TopK ?? usual.TopK, request.TopP ?? usual.TopP, request.MinP ?? usual.MinP, Seed(request));
    }

    /// <summary>What an answer from a context has no place for.</summary>
    public static IReadOnlyList<string> IgnoredByContexts(ChatCompletionRequest request, bool hasSystem, bool turnsLost)
    {
        (bool Given, string Name)[] fields =
        [
            (hasSystem, "system"), (turnsLost, "turns"),
            (request.TopP is not null, "top_p"), (request.TopK is not null, "top_k"), (request.MinP is not null, "min_p"),
            (request.Stop is { Count: > 0 }, "stop"), (request.Priority is > 0, "priority"),
        ];
        return [.. fields.Where(field => field.Given).Select(field => field.Name)];
    }

    private static ChatRole RoleOf(string? role) => role switch
    {
        "system" or "developer" => ChatRole.System,
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        _ => throw new InvalidRequestException("messages", $"A message has the role '{role}'; it has to be system, developer, user or assistant."),
    };

    private static void Refuse(bool isSo, string field, string message)
    {
        if (isSo)
            throw new InvalidRequestException(field, message);
    }
}
