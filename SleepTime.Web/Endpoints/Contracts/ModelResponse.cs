using SleepTime.Engine.ModelHosting;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>The model at one moment. What is not known yet is null.</summary>
/// <param name="LoadProgress">0 to 1.</param>
/// <param name="Id">Preset and the first digits of the file's SHA-256.</param>
/// <param name="ContextLength">Most tokens of prompt and answer together.</param>
/// <param name="Sequences">How many generations can run at once.</param>
/// <param name="Failure">Why it could not be loaded and what to do; null unless it failed.</param>
/// <param name="Remark">What it is and is not good for.</param>
public sealed record ModelResponse(
    ModelState State, float LoadProgress, string? Id, string Preset, string? Name, string? Architecture, long? Parameters,
    string? Runtime, string? Device, int? ContextLength, int? Sequences, string? Failure, string? Remark)
{
    public static ModelResponse From(ModelStatus status)
    {
        var (model, runtime) = (status.Hosted, status.Runtime);
        return new(
            status.State, status.LoadProgress, model?.Id, status.PresetId,
            model?.Description.Name, model?.Description.Architecture, model?.Description.ParameterCount,
            runtime is null ? null : $"{runtime.Name} {runtime.Version}",
            runtime is null ? null : string.Join(", ", runtime.Devices.Select(device => device.Name)),
            model?.ContextLength, model?.Sequences, status.Failure, model?.Preset.Remark);
    }
}
