using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

[OptionsValidator]
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;

/// <summary>What the settings have to say together, once preset and overrides are put on top of each other.</summary>
internal sealed class ModelPresetValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var faults = ModelPresetFaults.Of(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults.Select(fault => fault.Message));
    }
}

/// <summary>What is wrong with a model as it was named, before its file is looked at. Pure.</summary>
internal static class ModelPresetFaults
{
    /// <returns>Each with the part that it is about, in camel case; empty when nothing is wrong.</returns>
    public static IReadOnlyList<(string Field, string Message)> Of(ModelOptions options)
    {
        var preset = ModelPresets.Resolve(options);
        List<(string, string)> faults = [];
        if (preset.Path.Length == 0 && preset.Hub is null)
            faults.Add(("path", $"SleepTime:Model:Path is missing. Name the GGUF file of {preset.Id}; the presets, which need none, are: {string.Join(", ", ModelPresets.BuiltIn.Select(known => known.Id))}."));
        if (!PromptProfile.Names.Contains(preset.Profile))
            faults.Add(("profile", $"SleepTime:Model:Profile names \"{preset.Profile}\", which does not exist. There are: {string.Join(", ", PromptProfile.Names)}."));
        if (preset.ChatTemplate.Length > 0 && ChatTemplates.Find(preset.ChatTemplate) is null)
            faults.Add(("chatTemplate", $"SleepTime:Model:ChatTemplate names \"{preset.ChatTemplate}\", which does not exist. There are: {string.Join(", ", ChatTemplates.Names)}."));
        if (!Enum.IsDefined(options.SplitMode))
            faults.Add(("splitMode", $"SleepTime:Model:SplitMode is {options.SplitMode}; there are {string.Join(", ", Enum.GetNames<SplitMode>())}."));
        if (options.TensorSplit.Length > 0 && (options.TensorSplit.Any(share => !float.IsFinite(share) || share < 0) || options.TensorSplit.Sum() <= 0))
            faults.Add(("tensorSplit", $"SleepTime:Model:TensorSplit is {string.Join(", ", options.TensorSplit)}; each share has to be 0 or more, and one at least above 0."));
        return faults;
    }
}
