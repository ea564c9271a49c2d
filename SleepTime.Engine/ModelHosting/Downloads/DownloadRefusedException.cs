namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>A download is not begun; the message says why and what to do instead.</summary>
/// <param name="isForbidden">A setting forbids it, whatever is asked for.</param>
public sealed class DownloadRefusedException(string message, bool isForbidden = false) : Exception(message)
{
    public bool IsForbidden { get; } = isForbidden;
}
