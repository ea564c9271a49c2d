using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting.Switching;

namespace SleepTime.Engine.ModelHosting;

/// <summary>The models that can be named: those built in, the one of the settings and the chosen one where they are others. Thread-safe.</summary>
public sealed class ModelCatalog(IOptions<ModelOptions> options, ModelSwitch choices, ModelHost host, ModelFiles files)
{
    public IReadOnlyList<KnownModel> List()
    {
        if (host.Status.Hosted is { IsRemote: true } remote)
            return [new KnownModel(remote.Preset, null, IsChosen: true) { IsOfSettings = true }];
        var wanted = ModelPresets.Resolve(choices.Wanted);
        var chosen = host.Status.Hosted?.Preset is { } loaded && loaded.Id == wanted.Id ? loaded : wanted;
        var ofSettings = ModelPresets.Resolve(files.Locate(options.Value));
        ModelPreset[] own = [chosen, ofSettings];
        var presets = ModelPresets.BuiltIn.Select(preset => own.FirstOrDefault(other => other.Id == preset.Id) ?? preset).Concat(own).DistinctBy(preset => preset.Id);
        return
        [
            .. presets.Select(preset => new KnownModel(preset, files.PathOf(preset), preset.Id == chosen.Id)
            {
                IsOfSettings = preset.Id == ofSettings.Id,
            }),
        ];
    }
}

/// <param name="FilePath">Full path of its file; null where none was named or fetched yet.</param>
/// <param name="IsChosen">Whether it is the one that is wanted now.</param>
public sealed record KnownModel(ModelPreset Preset, string? FilePath, bool IsChosen)
{
    /// <summary>Whether it is the one of the settings.</summary>
    public bool IsOfSettings { get; init; }

    public bool IsThere => FilePath is not null && File.Exists(FilePath);
}
