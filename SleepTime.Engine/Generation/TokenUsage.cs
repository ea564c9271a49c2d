namespace SleepTime.Engine.Generation;

/// <summary>Tokens of one generation.</summary>
/// <param name="PromptTokens">All tokens of the prompt, cached ones included.</param>
/// <param name="CachedTokens">Prompt tokens whose KV state was taken from a prefix, live or saved, instead of being computed.</param>
/// <param name="CompletionTokens">Tokens generated, the end-of-text token included.</param>
public sealed record TokenUsage(int PromptTokens, int CachedTokens, int CompletionTokens)
{
    public static TokenUsage None { get; } = new(0, 0, 0);

    public static TokenUsage operator +(TokenUsage a, TokenUsage b) => Add(a, b);

    public static TokenUsage Add(TokenUsage a, TokenUsage b) =>
        new(a.PromptTokens + b.PromptTokens, a.CachedTokens + b.CachedTokens, a.CompletionTokens + b.CompletionTokens);
}
