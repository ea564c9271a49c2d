namespace SleepTime.Engine.RemoteEngines;

/// <summary>A remote engine did not do what it was asked; the message is a sentence with its cause and the next step, and holds no secret.</summary>
internal sealed class RemoteException(RemoteTrouble trouble, string message, Exception? inner = null) : Exception(message, inner)
{
    public RemoteTrouble Trouble { get; } = trouble;

    /// <summary>How long it asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

internal enum RemoteTrouble
{
    /// <summary>This request is at fault, and would be anywhere.</summary>
    Refused,

    /// <summary>It does not know priorities, in spite of what it is.</summary>
    NoPriority,

    /// <summary>It has more to do than it takes.</summary>
    Busy,

    /// <summary>It said nothing for too long.</summary>
    Slow,

    /// <summary>It cannot be reached, has an error of its own, or broke off.</summary>
    Gone,

    /// <summary>It will not work until somebody changes something.</summary>
    Misconfigured,
}
