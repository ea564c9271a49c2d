using System.Text.Json;
using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Tests.Vocabularies;

/// <summary>
/// What make.mjs wrote of one model family: what its published tokenizer and chat template make of the conversations, and
/// the part of its vocabulary that plays a part in that, under its own ids.
/// </summary>
/// <param name="Source">Where both come from.</param>
/// <param name="Model">What llama.cpp calls the kind of tokenizer: "gpt2" or "llama".</param>
/// <param name="Pre">How the text is split into words, by llama.cpp's name; of "gpt2" only.</param>
/// <param name="Template">Which of our templates is the family's.</param>
/// <param name="ChatTemplate">The published one; null where there is none to be had.</param>
/// <param name="SystemWithout">What the published template says by itself where there is no system text.</param>
/// <param name="SystemBefore">What it says by itself before a system text, and where there is none.</param>
/// <param name="Tokens">By id: the text, its type as GGUF counts them, the score of a piece of SentencePiece.</param>
/// <param name="Conversations">By title: the ids.</param>
public sealed record KnownVocabulary(
    string Source, string Model, string? Pre, string? Name, string Template, string? ChatTemplate, int? Bos, int Eos, int? Unk, bool AddBos, bool AddSpacePrefix, int Count,
    string? SystemWithout, string? SystemBefore, Dictionary<int, JsonElement[]> Tokens, string[] Merges, Dictionary<string, int[]> Conversations)
{
    public static IReadOnlyList<string> Families { get; } =
        ["qwen2.5", "qwen3", "llama3", "llama3.2", "llama2", "mistral-v0.1", "mistral-v0.3", "mistral-nemo", "gemma2", "gemma3", "phi3", "phi4-mini", "phi4"];

    /// <summary>By title: the messages in turn; a system text comes first.</summary>
    public static IReadOnlyDictionary<string, ChatMessage[]> Messages { get; } = Read<Dictionary<string, string[][]>>("conversations").ToDictionary(
        conversation => conversation.Key,
        conversation => conversation.Value.Select(message => new ChatMessage(Enum.Parse<ChatRole>(message[0], ignoreCase: true), message[1])).ToArray());

    public static KnownVocabulary Load(string family) => Read<KnownVocabulary>(family);

    private static T Read<T>(string name)
    {
        using var stream = typeof(KnownVocabulary).Assembly.GetManifestResourceStream($"Vocabularies/{name}")!;
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)!;
    }
}
