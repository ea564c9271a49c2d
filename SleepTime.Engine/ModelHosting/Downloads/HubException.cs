namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>Something could not be fetched; the message says the cause and the next step. It never holds the token.</summary>
internal sealed class HubException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It may go well when tried again.</summary>
    public bool IsPassing { get; init; }

    /// <summary>How long the hub asks to wait before that; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
