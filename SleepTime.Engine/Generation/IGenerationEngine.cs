namespace SleepTime.Engine.Generation;

/// <summary>
/// Who works on the queue: the engine thread with a model that is loaded here, or remote engines. It takes requests out of
/// the <see cref="GenerationQueue"/>, tells their tickets what happens, and ends each. Thread-safe.
/// </summary>
internal interface IGenerationEngine
{
    /// <summary>Lets it look for work, or for what was cancelled, now or as soon as it has ended what it does.</summary>
    void Wake();

    /// <summary>A question was queued: background work that can makes way.</summary>
    void YieldToQuestion();

    /// <summary>Completes with the reason when everything is ended and freed; never faults.</summary>
    Task<string> Ended { get; }

    /// <summary>Ends what waits and what runs, with this reason.</summary>
    Task StopAsync(string reason);
}
