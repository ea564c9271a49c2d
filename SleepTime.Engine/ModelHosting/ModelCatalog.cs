using Microsoft.Extensions.Options;

namespace SleepTime.Engine.ModelHosting;

/// <summary>The models that can be named: those built in, and the one of the settings where it is another. Thread-safe.</summary>
public sealed class ModelCatalog(IOptions<ModelOptions> options, ModelHost host)
{
    public IReadOnlyList<KnownModel> List()
    {
        var chosen = ModelPresets.Resolve(options.Value);
        var loaded = host.Status.Hosted?.Preset;
        var presets = ModelPresets.BuiltIn.Select(preset => preset.Id == chosen.Id ? loaded ?? chosen : preset);
        if (ModelPresets.BuiltIn.All(preset => preset.Id != chosen.Id))
            presets = presets.Append(loaded ?? chosen);
        return [.. presets.Select(preset => new KnownModel(preset, preset.Path.Length == 0 ? null : Path.GetFullPath(preset.Path, AppContext.BaseDirectory), preset.Id == chosen.Id))];
    }
}

/// <param name="FilePath">Full path of its file; null where none was named.</param>
/// <param name="IsChosen">Whether it is the one of the settings.</param>
public sealed record KnownModel(ModelPreset Preset, string? FilePath, bool IsChosen)
{
    public bool IsThere => FilePath is not null && File.Exists(FilePath);
}
