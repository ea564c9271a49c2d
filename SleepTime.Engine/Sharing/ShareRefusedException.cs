namespace SleepTime.Engine.Sharing;

/// <summary>Something cannot be shared as it stands; the message says why and what to do next. No link was made.</summary>
public sealed class ShareRefusedException(string message) : Exception(message);
