namespace SleepTime.Web.Live;

/// <summary>
/// Sends each client one message at a time. A slow one misses those that come meanwhile and is told the newest once it has read;
/// it delays nobody else's. For messages that each say all there is. Thread-safe.
/// </summary>
internal sealed class LatestOnly
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, bool> _busy = []; // by connection; whether it has missed something

    /// <param name="send">Must not throw.</param>
    /// <param name="missed">Called once it has read, where there is something newer to tell it.</param>
    public void Send(string connection, Func<Task> send, Action missed)
    {
        lock (_gate)
        {
            if (!_busy.TryAdd(connection, false))
            {
                _busy[connection] = true;
                return;
            }
        }
        _ = SendAsync(connection, send, missed);
    }

    private async Task SendAsync(string connection, Func<Task> send, Action missed)
    {
        await send();
        bool hasMissed;
        lock (_gate)
            _busy.Remove(connection, out hasMissed);
        if (hasMissed)
            missed();
    }
}
