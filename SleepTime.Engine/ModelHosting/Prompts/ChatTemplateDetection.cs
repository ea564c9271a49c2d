namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>
/// Which family a model file's own template is of, told by the control tokens that stand in it. The template itself is a
/// program in Jinja; what it would write for a plain conversation is known for each family. Pure.
/// </summary>
internal static class ChatTemplateDetection
{
    // In this order: what one family has alone before what it shares with another.
    private static readonly (string Name, string[] Marks)[] _families =
    [
        ("phi4", ["<|im_start|>", "<|im_sep|>"]),
        ("chatml", ["<|im_start|>", "<|im_end|>"]),
        ("llama3", ["<|start_header_id|>", "<|end_header_id|>"]),
        ("gemma", ["<start_of_turn>", "<end_of_turn>"]),
        ("phi3", ["<|user|>", "<|assistant|>", "<|end|>"]),
        // It puts the role between the signs, and no line break after them.
        ("phi4-mini", ["'<|' + message['role'] + '|>' + message['content']", "<|end|>", "<|assistant|>"]),
        ("mistral-v7", ["[SYSTEM_PROMPT]", "[INST]"]),
        ("llama2", ["[INST]", "<<SYS>>"]),
        ("mistral", ["[INST]", "[/INST]"]),
    ];

    /// <param name="template">As in the file; null when it has none.</param>
    /// <returns>The name of one of <see cref="ChatTemplates"/>; null when it is of none that is known.</returns>
    public static string? Find(string? template) => template is null
        ? null
        : _families.FirstOrDefault(family => family.Marks.All(mark => template.Contains(mark, StringComparison.Ordinal))).Name;
}
