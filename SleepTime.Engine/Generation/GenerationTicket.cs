namespace SleepTime.Engine.Generation;

/// <summary>A request on its way: its updates, its result, and the way to cancel it. Thread-safe.</summary>
public sealed class GenerationTicket
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public GenerationRequest Request => throw new NotSupportedException();

    /// <summary>Completes with the result, also when cancelled or failed; never faults.</summary>
    public Task<GenerationResult> Completion => throw new NotSupportedException();

    /// <summary>The updates, once each, ending with <see cref="GenerationFinished"/>. One reader.</summary>
    public IAsyncEnumerable<GenerationUpdate> ReadUpdatesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>True while background work waits for questions, its KV state kept.</summary>
    public bool SteppedAside => throw new NotSupportedException();

    /// <summary>Ends it within one engine step, also while it waits or its prompt is being read.</summary>
    public void Cancel() => throw new NotSupportedException();
}
