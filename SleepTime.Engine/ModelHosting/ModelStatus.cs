using SleepTime.Engine.RemoteEngines;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

/// <summary>What is known of the model at one moment.</summary>
/// <param name="LoadProgress">0 to 1.</param>
/// <param name="Failure">Why it could not be loaded and what to do, when it failed.</param>
/// <param name="PresetId">The preset chosen by the settings.</param>
/// <param name="Hosted">The model once it is ready.</param>
/// <param name="Runtime">What runs it, once known.</param>
public sealed record ModelStatus(
    ModelState State,
    float LoadProgress,
    string? Failure,
    string PresetId,
    HostedModel? Hosted,
    RuntimeDescription? Runtime)
{
    /// <summary>The remote engines and how they are; empty for a model that is loaded here.</summary>
    public IReadOnlyList<RemoteEndpointStatus> Endpoints { get; init; } = [];
}
