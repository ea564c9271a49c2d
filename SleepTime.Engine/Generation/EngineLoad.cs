namespace SleepTime.Engine.Generation;

/// <summary>How busy the engine is at one moment.</summary>
/// <param name="Running">Admitted generations per class, indexed by <see cref="GenerationClass"/>.</param>
/// <param name="Waiting">Queued generations per class.</param>
/// <param name="TokensPerSecond">Tokens generated per second over the last second, of all generations.</param>
public sealed record EngineLoad(IReadOnlyList<int> Running, IReadOnlyList<int> Waiting, double TokensPerSecond)
{
    public static EngineLoad Idle { get; } = new([0, 0, 0], [0, 0, 0], 0);

    /// <summary>Questions running or waiting.</summary>
    public int Questions => Running[(int)GenerationClass.Question] + Waiting[(int)GenerationClass.Question];

    /// <summary>Requests of others that a remote engine runs or holds waiting, as far as it tells: 0 for a model loaded here.</summary>
    public int Elsewhere { get; init; }

    public bool IsIdle => Running.Sum() + Waiting.Sum() == 0;
}
