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
            AssistantAfter = "<|im_end|>\n",
            Ends = ["<|im_end|>"],
        },
        // Mistral 7B v0.1 and v0.2 and Llama 2 have SentencePiece vocabularies: these put a space before each segment
        // by themselves, so the spaces that the published templates show around the pieces must not be written here.
        new()
        {
            Name = "mistral",
            User = ("[INST]", "[/INST]"),
            AssistantBefore = "",
            AssistantAfter = "</s>",
            Ends = ["</s>", "[INST]"],
        },
        // Since v7 there is a role for the system text.
        new()
        {
            Name = "mistral-v7",
            System = ("[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]"),
            User = ("[INST]", "[/INST]"),
            AssistantBefore = "",
            AssistantAfter = "</s>",
            Ends = ["</s>", "[INST]"],
        },
        new()
        {
            Name = "llama2",
            SystemInUser = ("<<SYS>>\n", "\n<</SYS>>\n\n"),
            User = ("[INST]", "[/INST]"),
            AssistantBefore = "",
            AssistantAfter = "</s><s>",
            Ends = ["</s>", "[INST]"],
        },
        new()
        {
            Name = "llama3",
            System = ("<|start_header_id|>system<|end_header_id|>\n\n", "<|eot_id|>"),
            User = ("<|start_header_id|>user<|end_header_id|>\n\n", "<|eot_id|>"),
            AssistantBefore = "<|start_header_id|>assistant<|end_header_id|>\n\n",
            AssistantAfter = "<|eot_id|>",
            Ends = ["<|eot_id|>"],
        },
        new()
        {
            Name = "gemma",
            User = ("<start_of_turn>user\n", "<end_of_turn>\n"),
            AssistantBefore = "<start_of_turn>model\n",
            AssistantAfter = "<end_of_turn>\n",
            Ends = ["<end_of_turn>"],
        },
        new()
        {
            Name = "phi3",
            System = ("<|system|>\n", "<|end|>\n"),
            User = ("<|user|>\n", "<|end|>\n"),
            AssistantBefore = "<|assistant|>\n",
            AssistantAfter = "<|end|>\n",
            Ends = ["<|end|>"],
        },
        new()
        {
            Name = "phi4",
            System = ("<|im_start|>system<|im_sep|>", "<|im_end|>"),
            User = ("<|im_start|>user<|im_sep|>", "<|im_end|>"),
            AssistantBefore = "<|im_start|>assistant<|im_sep|>",
            AssistantAfter = "<|im_end|>",
            Ends = ["<|im_end|>"],
        },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(template => template.Name)];

    public static ChatTemplate? Find(string name) => _all.FirstOrDefault(template => template.Name == name);
}
