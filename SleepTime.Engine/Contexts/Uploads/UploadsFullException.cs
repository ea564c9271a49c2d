namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>So many files wait to be read or arrive that no more are taken for now. The message is meant for people.</summary>
public sealed class UploadsFullException(long limit)
    : Exception($"Files that wait to be read or still arrive take up the {limit >> 20:N0} MiB that there are for them, and no more are taken. Try again in a minute, or raise SleepTime:Upload:MaxWaitingBytes.");
