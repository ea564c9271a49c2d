using System.ComponentModel;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="ChatTemplate">Null to go by the one in the file.</param>
/// <param name="ContextLength">Null to take what the model was trained on.</param>
/// <param name="File">Name of its file; null where none was named.</param>
/// <param name="IsThere">Whether that file exists.</param>
/// <param name="IsChosen">Whether it is the one of the settings.</param>
public sealed record KnownModelResponse(
    string Id, string Profile, string? ChatTemplate, int? ContextLength, string? Remark, string? File, bool IsThere, bool IsChosen)
{
    public static KnownModelResponse From(KnownModel model) => new(
        model.Preset.Id, model.Preset.Profile, model.Preset.ChatTemplate.Length == 0 ? null : model.Preset.ChatTemplate,
        model.Preset.ContextLength == 0 ? null : model.Preset.ContextLength, model.Preset.Remark, Path.GetFileName(model.FilePath), model.IsThere, model.IsChosen);
}

public sealed record InspectModelRequest([property: Description("A GGUF file of the server; a relative path starts at the application's folder.")] string? Path);
