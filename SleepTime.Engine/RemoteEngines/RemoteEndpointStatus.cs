namespace SleepTime.Engine.RemoteEngines;

/// <summary>How a remote engine is at one moment. Holds no secret.</summary>
/// <param name="Address">Of its API.</param>
/// <param name="Model">As it calls the model.</param>
/// <param name="Problem">What is wrong and what to do; null while nothing is.</param>
/// <param name="Kind">Which engine it is; <see cref="RemoteKind.Auto"/> until it has said so.</param>
/// <param name="MaxConcurrent">Most requests sent to it at once.</param>
/// <param name="TakesPriority">Whether it is told which requests are questions and which can wait.</param>
/// <param name="Load">Requests that it runs or holds waiting, ours included, when it was asked last; null where it does not tell.</param>
public sealed record RemoteEndpointStatus(
    string Address, string Model, RemoteEndpointState State, string? Problem, RemoteKind Kind, int MaxConcurrent, bool TakesPriority, int? Load);

public enum RemoteEndpointState
{
    /// <summary>It has not been reached yet.</summary>
    Connecting,

    Ready,

    /// <summary>It asked to be left alone for a while; nothing is sent until then.</summary>
    Busy,

    /// <summary>Nothing is sent to it; it is tried again by itself, ever more rarely.</summary>
    Failing,
}
