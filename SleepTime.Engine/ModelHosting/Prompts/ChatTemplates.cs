namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>The chat templates known by name.</summary>
internal static class ChatTemplates
{
    private static readonly ChatTemplate[] _all =
    [
        new()
        {
            Name = "chatml",
            System = ("<|im_start|>system\n", "<|im_end|>\n"),
            User = ("<|im_start|>user\n", "<|im_end|>\n"),
            AssistantBefore = "<|im_start|>assistant\n",
            Ends = ["<|im_end|>"],
        },
        // Mistral 7B v0.1 and v0.2 and Llama 2 have SentencePiece vocabularies: these put a space before each segment
        // by themselves, so the spaces that the published templates show around the pieces must not be written here.
        new()
        {
            Name = "mistral",
            User = ("[INST]", "[/INST]"),
            AssistantBefore = "",
            Ends = ["</s>", "[INST]"],
        },
        new()
        {
            Name = "llama2",
            SystemInUser = ("<<SYS>>\n", "\n<</SYS>>\n\n"),
            User = ("[INST]", "[/INST]"),
            AssistantBefore = "",
            Ends = ["</s>", "[INST]"],
        },
        new()
        {
            Name = "llama3",
            System = ("<|start_header_id|>system<|end_header_id|>\n\n", "<|eot_id|>"),
            User = ("<|start_header_id|>user<|end_header_id|>\n\n", "<|eot_id|>"),
            AssistantBefore = "<|start_header_id|>assistant<|end_header_id|>\n\n",
            Ends = ["<|eot_id|>"],
        },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(template => template.Name)];

    public static ChatTemplate? Find(string name) => _all.FirstOrDefault(template => template.Name == name);
}
