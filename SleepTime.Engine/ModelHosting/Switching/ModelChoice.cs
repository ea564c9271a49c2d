namespace SleepTime.Engine.ModelHosting.Switching;

/// <summary>A model that a person chose while the server runs, instead of the one of the settings. What is left out follows from the rest, as in <see cref="ModelOptions"/>.</summary>
/// <param name="Preset">Name of a built-in preset, or a name for the file.</param>
/// <param name="Path">GGUF file; a relative path starts at the application's folder.</param>
/// <param name="Profile">Prompt texts: "tiny" or "instruct".</param>
/// <param name="ChatTemplate">Name of a chat template; left out to go by the one in the file.</param>
/// <param name="ContextLength">Most tokens of prompt and answer together, 256 to 1,048,576.</param>
public sealed record ModelChoice(string? Preset = null, string? Path = null, string? Profile = null, string? ChatTemplate = null, int? ContextLength = null)
{
    /// <summary>The settings with this model in the place of theirs; GPU layers and threads are those of the machine.</summary>
    internal ModelOptions In(ModelOptions settings) => new()
    {
        Preset = Preset, Path = Path, Profile = Profile, ChatTemplate = ChatTemplate, ContextLength = ContextLength, GpuLayers = settings.GpuLayers,
        SplitMode = settings.SplitMode, MainGpu = settings.MainGpu, TensorSplit = settings.TensorSplit, Threads = settings.Threads,
    };
}

/// <summary>A model that cannot be switched to; the message says why, and what can be done. Nothing was changed.</summary>
public sealed class ModelChoiceRefusedException(string field, string message) : Exception(message)
{
    /// <summary>Which part of the choice it is about, in camel case as the API has it.</summary>
    public string Field { get; } = field;
}
