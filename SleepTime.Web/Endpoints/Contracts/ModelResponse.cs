using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Offload;
using SleepTime.Engine.RemoteEngines;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>The model at one moment. What is not known yet is null.</summary>
/// <param name="LoadProgress">0 to 1.</param>
/// <param name="Id">Preset and the first digits of the file's SHA-256.</param>
/// <param name="ContextLength">Most tokens of prompt and answer together.</param>
/// <param name="Sequences">How many generations can run at once.</param>
/// <param name="Failure">Why it could not be loaded and what to do; null unless it failed.</param>
/// <param name="Remark">What it is and is not good for.</param>
/// <param name="TokensAreEstimates">Whether numbers of tokens of texts are upper estimates, because the model's own tokenizer is elsewhere.</param>
/// <param name="GpuProblem">Why no GPU can be used although the server was built for one, and what to do; null otherwise.</param>
/// <param name="Devices">What can compute here, with the memory that was free before the model was loaded.</param>
/// <param name="Offload">What of the model is on GPUs.</param>
/// <param name="Endpoints">The remote engines that it runs on; empty for a model loaded here.</param>
public sealed record ModelResponse(
    ModelState State, float LoadProgress, string? Id, string Preset, string? Name, string? Architecture, long? Parameters,
    string? Runtime, string? Device, int? ContextLength, int? Sequences, string? Failure, string? Remark,
    bool TokensAreEstimates, string? GpuProblem, IReadOnlyList<DeviceResponse> Devices, OffloadPlan? Offload, IReadOnlyList<RemoteEndpointResponse> Endpoints)
{
    public static ModelResponse From(ModelStatus status)
    {
        var (model, runtime) = (status.Hosted, status.Runtime);
        return new(
            status.State, status.LoadProgress, model?.Id, status.PresetId,
            model?.Description?.Name ?? model?.Preset.Id, model?.Description?.Architecture, model?.Description?.ParameterCount,
            runtime is null ? null : $"{runtime.Name} {runtime.Version}".TrimEnd(),
            runtime is null ? null : string.Join(", ", runtime.Devices.Select(device => device.Name)),
            model?.ContextLength, model?.Sequences, status.Failure, model?.Preset.Remark,
            model?.Vocabulary.IsEstimate == true, runtime?.GpuProblem, [.. (model is { IsRemote: true } ? [] : runtime?.Devices ?? []).Select(DeviceResponse.From)],
            model?.Offload, [.. status.Endpoints.Select(RemoteEndpointResponse.From)]);
    }
}

/// <summary>Something that computes.</summary>
/// <param name="FreeBytes">Null where the runtime does not tell, like <paramref name="TotalBytes"/>.</param>
public sealed record DeviceResponse(string Name, string? Description, DeviceKind Kind, long? FreeBytes, long? TotalBytes)
{
    public static DeviceResponse From(RuntimeDevice device) => new(
        device.Name, device.Description.Length == 0 ? null : device.Description, device.Kind,
        device.TotalBytes == 0 ? null : device.FreeBytes, device.TotalBytes == 0 ? null : device.TotalBytes);
}

/// <summary>A remote engine. Holds no secret.</summary>
/// <param name="Problem">What is wrong and what to do; null while nothing is.</param>
/// <param name="MaxConcurrent">Most requests sent to it at once.</param>
/// <param name="TakesPriority">Whether it is told which requests are questions and which can wait.</param>
/// <param name="Load">Requests that it runs or holds waiting, ours included; null where it does not tell.</param>
public sealed record RemoteEndpointResponse(
    string Address, string Model, RemoteEndpointState State, string? Problem, RemoteKind Kind, int MaxConcurrent, bool TakesPriority, int? Load)
{
    public static RemoteEndpointResponse From(RemoteEndpointStatus endpoint) => new(
        endpoint.Address, endpoint.Model, endpoint.State, endpoint.Problem, endpoint.Kind, endpoint.MaxConcurrent, endpoint.TakesPriority, endpoint.Load);
}
