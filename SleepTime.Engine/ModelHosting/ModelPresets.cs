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
            Remark = "It understands only short number stories of its own small world: who has how many of what, and questions about that.",
        },
        new()
        {
            Id = "mistral-7b-instruct-v0.1",
            Path = "",
            Profile = "instruct",
            ChatTemplate = "mistral",
            // Trained at this length; the longer one in its file rests on a sliding window that llama.cpp does not apply to it.
            ContextLength = 8192,
            Remark = "A general instruction model of 7 billion parameters. Its GGUF file is not part of SleepTime.",
        },
    ];

    /// <summary>The preset with the overrides of the settings. What neither says is empty; start-up validation refuses that.</summary>
    public static ModelPreset Resolve(ModelOptions options)
    {
        var preset = BuiltIn.FirstOrDefault(preset => preset.Id == options.Preset);
        return new()
        {
            Id = options.Preset,
            Path = options.Path ?? preset?.Path ?? "",
            Profile = options.Profile ?? preset?.Profile ?? "instruct",
            ChatTemplate = options.ChatTemplate ?? preset?.ChatTemplate ?? "",
            ContextLength = options.ContextLength ?? preset?.ContextLength ?? 0,
            SleepTemperature = preset?.SleepTemperature ?? 0,
            Remark = preset?.Remark,
        };
    }
}
