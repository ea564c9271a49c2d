namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>So many files wait to be read that no more are taken for now. The message is meant for people.</summary>
public sealed class UploadsFullException(long limit)
    : Exception($"Files of {limit >> 20:N0} MiB in all wait to be read, and no more are taken. Try again in a minute, or raise SleepTime:Upload:MaxWaitingBytes.");
