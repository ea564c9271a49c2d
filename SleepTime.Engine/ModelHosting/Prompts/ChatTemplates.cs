namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>
/// The chat templates known by name. What they write has the token ids of the published tokenizers and templates, which tests
/// hold them to (SleepTime.Tests/Vocabularies). On purpose they differ in this:
/// control tokens count in the pieces only, never in a text;
/// a text is tokenised apart from the pieces around it, so that nothing a user writes changes the template's own tokens: where
/// a text begins with space that the family keeps (Qwen), the token at that seam is another, the text is the same;
/// the system text of Mistral always stands in the first question, where v0.3 and Nemo put it into the last, because prompts
/// share what they begin with;
/// nothing is said that nobody wrote: neither the date that Llama 3.2's template puts before the system text nor the one in
/// which Qwen2.5 introduces itself.
/// </summary>
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
        // As the published template of Qwen3 writes it when thinking is switched off.
        new()
        {
            Name = "chatml-no-think",
            System = ("<|im_start|>system\n", "<|im_end|>\n"),
            User = ("<|im_start|>user\n", "<|im_end|>\n"),
            AssistantBefore = "<|im_start|>assistant\n",
            AnswerBegins = "<think>\n\n</think>\n\n",
            AssistantAfter = "<|im_end|>\n",
            Ends = ["<|im_end|>"],
        },
        // One for v0.1, v0.3 and tekken (Nemo), whose published templates differ in spaces: the SentencePiece vocabularies of
        // the first two and of Llama 2 put a space before each segment by themselves, tekken none, as their templates do. In
        // v0.1 the pieces are plain text, later control tokens; the vocabulary tells.
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
            AssistantTail = " ",
            AssistantAfter = "</s><s>",
            Trims = TrimmedSpace.Both,
            Ends = ["</s>", "[INST]"],
        },
        new()
        {
            Name = "llama3",
            System = ("<|start_header_id|>system<|end_header_id|>\n\n", "<|eot_id|>"),
            User = ("<|start_header_id|>user<|end_header_id|>\n\n", "<|eot_id|>"),
            AssistantBefore = "<|start_header_id|>assistant<|end_header_id|>\n\n",
            AssistantAfter = "<|eot_id|>",
            Trims = TrimmedSpace.Both,
            Ends = ["<|eot_id|>"],
        },
        new()
        {
            Name = "gemma",
            User = ("<start_of_turn>user\n", "<end_of_turn>\n"),
            AssistantBefore = "<start_of_turn>model\n",
            AssistantAfter = "<end_of_turn>\n",
            Trims = TrimmedSpace.Both,
            Ends = ["<end_of_turn>"],
        },
        // The published template has a line break after each control token; the published tokenizer takes away what space
        // follows one. llama.cpp does so only where the file's name says "phi3" or "phi-3", so it is not written here.
        new()
        {
            Name = "phi3",
            System = ("<|system|>", "<|end|>"),
            User = ("<|user|>", "<|end|>"),
            AssistantBefore = "<|assistant|>",
            AssistantAfter = "<|end|>",
            Trims = TrimmedSpace.Start,
            Ends = ["<|end|>"],
        },
        new()
        {
            Name = "phi4-mini",
            System = ("<|system|>", "<|end|>"),
            User = ("<|user|>", "<|end|>"),
            AssistantBefore = "<|assistant|>",
            AssistantAfter = "<|end|>",
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
