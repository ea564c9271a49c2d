using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

/// <summary>Where model files lie on this machine: those of presets in the hub's cache, uploaded ones in a folder of their own. Thread-safe.</summary>
public sealed class ModelFiles
{
    private readonly HubCache _cache;

    /// <param name="uploads">Folder of the uploaded ones; it need not be there.</param>
    internal ModelFiles(HubCache cache, string uploads) => (_cache, Uploads) = (cache, uploads);

    /// <summary>Full path of the folder of uploaded models.</summary>
    internal string Uploads { get; }

    /// <summary>Full path of the hub's cache.</summary>
    internal string Cache => FullPath(_cache.Root);

    /// <returns>Full path of the file that a preset names or that was fetched for it; null where it has none yet.</returns>
    public string? PathOf(ModelPreset preset) => preset switch
    {
        { Path.Length: > 0 } => FullPath(preset.Path),
        { Hub: { } hub } => _cache.Find(HubReference.Parse(hub))?.Path,
        _ => null,
    };

    /// <summary>The same settings; where they name a preset whose file was fetched, with its path.</summary>
    internal ModelOptions Locate(ModelOptions options) => ModelPresets.Resolve(options) is { Path: "" } preset && PathOf(preset) is { } path
        ? new ModelChoice(options.Preset, path, options.Profile, options.ChatTemplate, options.ContextLength).In(options)
        : options;

    /// <returns>Full path of the file that is to be loaded.</returns>
    /// <exception cref="ModelLoadException">It is at the hub still.</exception>
    internal static string Require(ModelPreset preset) => preset.Path.Length > 0 ? FullPath(preset.Path) : throw new ModelLoadException(Missing(preset));

    internal static string Missing(ModelPreset preset) =>
        $"The file of {preset.Id} is not on this machine: download {preset.Hub} on the Model page, then load it there, or name a GGUF file with SleepTime:Model:Path.";

    internal static string FullPath(string path) => Path.GetFullPath(path, AppContext.BaseDirectory);
}
