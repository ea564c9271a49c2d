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

    /// <summary>
    /// The preset with the overrides of the settings. A preset that is spoken to in another way is another model: it is
    /// named after its file, and the preset's remark is not about it. A path that nothing says is empty, which start-up
    /// validation refuses; a template that nothing says is empty too, and the file's own counts.
    /// </summary>
    public static ModelPreset Resolve(ModelOptions options)
    {
        var (name, path) = (Given(options.Preset), Given(options.Path));
        var (profile, template) = (Given(options.Profile), Given(options.ChatTemplate));
        var named = BuiltIn.FirstOrDefault(preset => preset.Id == (name ?? (path is null ? Default : null)));
        var isAsNamed = (profile ?? named?.Profile) == named?.Profile && (template ?? named?.ChatTemplate) == named?.ChatTemplate;
        var preset = isAsNamed ? named : null;
        return new()
        {
            Id = preset?.Id ?? (named is null ? name : null) ?? Path.GetFileNameWithoutExtension(path ?? named?.Path ?? ""),
            Path = path ?? named?.Path ?? "",
            Profile = profile ?? named?.Profile ?? "instruct",
            ChatTemplate = template ?? named?.ChatTemplate ?? "",
            ContextLength = options.ContextLength ?? preset?.ContextLength ?? 0,
            SleepTemperature = preset?.SleepTemperature ?? 0,
            Remark = preset?.Remark,
        };
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
