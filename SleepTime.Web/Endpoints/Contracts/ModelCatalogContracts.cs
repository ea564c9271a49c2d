using System.ComponentModel;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Switching;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="ChatTemplate">Null to go by the one in the file.</param>
/// <param name="ContextLength">Null to take what the model was trained on.</param>
/// <param name="Hub">Where the hub has its file, to be given to POST /api/v1/models/downloads; null without one.</param>
/// <param name="HubBytes">Size of that file, rounded.</param>
/// <param name="SleepTemperature">What sleep is sampled with; 0 is greedy, as answers are unless they ask otherwise.</param>
/// <param name="KvType">How keys and values are kept.</param>
/// <param name="File">Name of its file; null where none was named, or none is here yet.</param>
/// <param name="IsThere">Whether that file exists.</param>
/// <param name="IsChosen">Whether it is the one that is wanted now.</param>
/// <param name="IsOfSettings">Whether it is the one of the settings.</param>
public sealed record KnownModelResponse(
    string Id, string Profile, string? ChatTemplate, int? ContextLength, float SleepTemperature, string KvType, string? Licence, string? Hub, long? HubBytes,
    string? Remark, string? File, bool IsThere, bool IsChosen, bool IsOfSettings)
{
    public static KnownModelResponse From(KnownModel model) => new(
        model.Preset.Id, model.Preset.Profile, model.Preset.ChatTemplate.Length == 0 ? null : model.Preset.ChatTemplate,
        model.Preset.ContextLength == 0 ? null : model.Preset.ContextLength, model.Preset.SleepTemperature, ModelPreset.KvType, model.Preset.Licence, model.Preset.Hub, model.Preset.HubBytes,
        model.Preset.Remark, Path.GetFileName(model.FilePath), model.IsThere, model.IsChosen, model.IsOfSettings);
}

public sealed record InspectModelRequest([property: Description("A GGUF file of the server; a relative path starts at the application's folder.")] string? Path);

/// <summary>A model to load; nothing named is the one of the settings.</summary>
public sealed record ChooseModelRequest(
    [property: Description("Name of a built-in preset, or a name for the file.")] string? Preset = null,
    [property: Description("A GGUF file of the server; a relative path starts at the application's folder.")] string? Path = null,
    [property: Description("Prompt texts: tiny or instruct. Left out, those of the preset, else instruct.")] string? Profile = null,
    [property: Description("Chat template; left out, that of the preset, else the one in the file.")] string? ChatTemplate = null,
    [property: Description("Most tokens of prompt and answer together, 256 to 1,048,576; left out, that of the preset, else what the model was trained on.")] int? ContextLength = null)
{
    public ModelChoice? ToChoice() => this == new ChooseModelRequest() ? null : new ModelChoice(Preset, Path, Profile, ChatTemplate, ContextLength);
}
