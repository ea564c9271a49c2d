namespace SleepTime.Engine.Storage;

/// <summary>One thing to remember over restarts that has no table of its own, such as that the queue is paused.</summary>
public sealed class Fact
{
    /// <summary>Feature and name, such as "contexts.samples"; the feature that writes it is the only one to read it.</summary>
    public required string Key { get; init; }

    public required string Value { get; set; }
}
