namespace SleepTime.Engine.Generation;

/// <summary>The moments of one generation on one monotonic clock.</summary>
internal sealed class GenerationClock(TimeProvider time)
{
    private readonly long _submitted = time.GetTimestamp();
    private long? _admitted;
    private long? _firstToken;

    /// <summary>False while it waits, and for what ended before it was admitted.</summary>
    public bool WasAdmitted => _admitted is not null;

    public DateTimeOffset SubmittedAt { get; } = time.GetUtcNow();

    public void Admitted() => _admitted ??= time.GetTimestamp();

    /// <summary>It waits again and begins anew: what it waited for so far counts too, and nothing of what it wrote.</summary>
    public void PutBack() => (_admitted, _firstToken) = (null, null);

    public void Token() => _firstToken ??= time.GetTimestamp();

    /// <summary>The timings if it ended now, after this many tokens.</summary>
    public GenerationTimings Timings(int completionTokens)
    {
        var now = time.GetTimestamp();
        var decodeSeconds = _firstToken is { } first ? time.GetElapsedTime(first, now).TotalSeconds : 0;
        return new GenerationTimings(
            time.GetElapsedTime(_submitted, _admitted ?? now).TotalMilliseconds,
            _firstToken is { } at ? time.GetElapsedTime(_submitted, at).TotalMilliseconds : null,
            time.GetElapsedTime(_submitted, now).TotalMilliseconds,
            completionTokens > 1 && decodeSeconds > 0 ? (completionTokens - 1) / decodeSeconds : null);
    }
}
