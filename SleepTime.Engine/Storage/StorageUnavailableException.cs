namespace SleepTime.Engine.Storage;

/// <summary>The data directory or the database in it cannot be used. The message is one sentence with the next step; nothing was changed.</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
