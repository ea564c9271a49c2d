using SleepTime.Engine.Generation;

namespace SleepTime.Engine.ModelHosting;

/// <summary>Owns the one model: loads it at start, tells its state, unloads it at the end. Thread-safe.</summary>
public sealed class ModelHost
{
    public ModelStatus Status => throw new NotSupportedException();

    /// <summary>The model, if it is ready.</summary>
    /// <exception cref="ModelNotReadyException">It is loading or failed; the message says which, and what to do.</exception>
    public HostedModel Require() => throw new NotSupportedException();

    /// <summary>Completes when the model is ready or has failed.</summary>
    public Task<ModelStatus> WaitUntilSettledAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
