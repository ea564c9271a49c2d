using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Engine.ModelHosting;

[OptionsValidator]
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;

/// <summary>What the settings have to say together, once preset and overrides are put on top of each other.</summary>
internal sealed class ModelPresetValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var preset = ModelPresets.Resolve(options);
        var errors = new List<string>();
        if (preset.Path.Length == 0)
            errors.Add($"SleepTime:Model:Path is missing. Name the GGUF file of {preset.Id}; the presets with a file of their own are: {ModelPresets.Default}.");
        if (!PromptProfile.Names.Contains(preset.Profile))
            errors.Add($"SleepTime:Model:Profile names \"{preset.Profile}\", which does not exist. There are: {string.Join(", ", PromptProfile.Names)}.");
        if (preset.ChatTemplate.Length > 0 && ChatTemplates.Find(preset.ChatTemplate) is null)
            errors.Add($"SleepTime:Model:ChatTemplate names \"{preset.ChatTemplate}\", which does not exist. There are: {string.Join(", ", ChatTemplates.Names)}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
