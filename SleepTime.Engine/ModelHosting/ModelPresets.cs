namespace SleepTime.Engine.ModelHosting;

/// <summary>The models known by name.</summary>
internal static class ModelPresets
{
    public const string Default = "sleeptime-tiny";

    public static IReadOnlyList<ModelPreset> BuiltIn { get; } =
    [
        new()
        {
            Id = Default,
            Path = "models/sleeptime-tiny.gguf",
            Profile = "tiny",
            ChatTemplate = "chatml",
            Licence = "MIT",
            Remark = "It understands only short number stories of its own small world: who has how many of what, and questions about that.",
        },
        // Under repositories of their makers where these have the quantisation, else of those whose files most people use. Context
        // lengths are what the models were trained on, at most 32,768: no answer here needs more, and small models lose the thread.
        Instruct("smollm2-1.7b-instruct", "HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF:Q4_K_M", 1.06, "chatml", 8_192, "Apache 2.0", "1.7 billion parameters, English only; quick on a processor."),
        Instruct("llama-3.2-1b-instruct", "bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M", 0.81, "llama3", 32_768, "Llama 3.2", "1.2 billion parameters; the smallest here that follows instructions in several languages."),
        Instruct("llama-3.2-3b-instruct", "unsloth/Llama-3.2-3B-Instruct-GGUF:Q4_K_M", 2.02, "llama3", 32_768, "Llama 3.2", "3.2 billion parameters, several languages."),
        Instruct("qwen2.5-1.5b-instruct", "Qwen/Qwen2.5-1.5B-Instruct-GGUF:Q4_K_M", 1.12, "chatml", 32_768, "Apache 2.0", "1.5 billion parameters, many languages."),
        // Not made to think: thoughts take several times the tokens of notes and answers. Its makers advise to sample.
        Instruct("qwen3-1.7b", "unsloth/Qwen3-1.7B-GGUF:Q4_K_M", 1.11, "chatml-no-think", 32_768, "Apache 2.0", "1.7 billion parameters, many languages; without thoughts.", sleepTemperature: 0.7f),
        Instruct("qwen3-4b", "Qwen/Qwen3-4B-GGUF:Q4_K_M", 2.5, "chatml-no-think", 32_768, "Apache 2.0", "4 billion parameters, many languages; without thoughts.", sleepTemperature: 0.7f),
        Instruct("gemma-2-2b-it", "bartowski/gemma-2-2b-it-GGUF:Q4_K_M", 1.71, "gemma", 8_192, "Gemma", "2.6 billion parameters."),
        Instruct("gemma-3-4b-it", "ggml-org/gemma-3-4b-it-GGUF:Q4_K_M", 2.49, "gemma", 32_768, "Gemma", "4 billion parameters, many languages; its text half."),
        Instruct("phi-3.5-mini-instruct", "bartowski/Phi-3.5-mini-instruct-GGUF:Q4_K_M", 2.39, "phi3", 32_768, "MIT", "3.8 billion parameters, good at reasoning."),
        Instruct("phi-4-mini-instruct", "unsloth/Phi-4-mini-instruct-GGUF:Q4_K_M", 2.49, "phi4-mini", 32_768, "MIT", "3.8 billion parameters, good at reasoning, many languages."),
        Instruct("mistral-7b-instruct-v0.3", "bartowski/Mistral-7B-Instruct-v0.3-GGUF:Q4_K_M", 4.37, "mistral", 32_768, "Apache 2.0", "A general instruction model of 7 billion parameters."),
        // Trained at this length; the longer one in its file rests on a sliding window that llama.cpp does not apply to it.
        Instruct("mistral-7b-instruct-v0.1", "TheBloke/Mistral-7B-Instruct-v0.1-GGUF:Q4_K_M", 4.37, "mistral", 8_192, "Apache 2.0", "A general instruction model of 7 billion parameters, the first of its name."),
    ];

    /// <summary>
    /// The preset with the overrides of the settings. A preset that is spoken to in another way is another model: it is
    /// named after its file, and the preset's remark is not about it. A path that nothing says is empty: <see cref="ModelFiles"/>
    /// looks for it at the place of the hub's files, and start-up validation refuses it where there is no such place; a template that nothing says is empty too, and the file's own counts.
    /// </summary>
    public static ModelPreset Resolve(ModelOptions options)
    {
        var (name, path) = (Given(options.Preset), Given(options.Path));
        var (profile, template) = (Given(options.Profile), Given(options.ChatTemplate));
        var named = BuiltIn.FirstOrDefault(preset => preset.Id == (name ?? (path is null ? Default : null)));
        var isAsNamed = (profile ?? named?.Profile) == named?.Profile && (template ?? named?.ChatTemplate) == named?.ChatTemplate;
        var preset = isAsNamed ? named : null;
        var file = Path.GetFileNameWithoutExtension(path ?? named?.Path ?? "");
        return new()
        {
            Id = preset?.Id ?? (named is null ? name : null) ?? (file.Length > 0 ? file : name ?? ""),
            Path = path ?? named?.Path ?? "",
            Hub = path is null ? named?.Hub : preset?.Hub,
            HubBytes = path is null ? named?.HubBytes : preset?.HubBytes,
            Licence = preset?.Licence,
            Profile = profile ?? named?.Profile ?? "instruct",
            ChatTemplate = template ?? named?.ChatTemplate ?? "",
            ContextLength = options.ContextLength ?? preset?.ContextLength ?? 0,
            SleepTemperature = preset?.SleepTemperature ?? 0,
            Remark = preset?.Remark,
        };
    }

    private static ModelPreset Instruct(string id, string hub, double gigabytes, string template, int contextLength, string licence, string remark, float sleepTemperature = 0) => new()
    {
        Id = id, Path = "", Hub = hub, HubBytes = (long)(gigabytes * 1e9), Profile = "instruct", ChatTemplate = template, ContextLength = contextLength, SleepTemperature = sleepTemperature,
        Licence = licence, Remark = remark,
    };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
