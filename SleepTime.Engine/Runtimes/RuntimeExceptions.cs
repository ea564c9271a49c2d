namespace SleepTime.Engine.Runtimes;

/// <summary>The native library cannot be used here. The message says what to do.</summary>
public sealed class RuntimeUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A model could not be loaded. The message names the file, the cause and the next step.</summary>
public sealed class ModelLoadException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A native call failed; the inference context it was made on must be thrown away.</summary>
public sealed class InferenceException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A saved state was refused. A part of it may have been read: the inference context must be thrown away.</summary>
public sealed class StateRefusedException(string message) : Exception(message);
