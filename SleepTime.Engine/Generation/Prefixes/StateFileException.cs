namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>A state file is not whole. The message says what is wrong; the file is of no use any more.</summary>
internal sealed class StateFileException(string message, Exception? inner = null) : Exception(message, inner);
