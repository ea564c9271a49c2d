namespace SleepTime.Engine.Activities;

/// <summary>Tells whoever is looking that something changed. Thread-safe.</summary>
public sealed class ActivityFeed
{
    private readonly Lock _gate = new();
    private Action<ActivityEvent>[] _subscribers = [];

    /// <summary>
    /// Calls <paramref name="onEvent"/> on the publisher's thread for each event until disposed. The callback must
    /// return at once and must not throw: hand the work on.
    /// </summary>
    public IDisposable Subscribe(Action<ActivityEvent> onEvent)
    {
        lock (_gate)
            _subscribers = [.. _subscribers, onEvent];
        return new Subscription(this, onEvent);
    }

    public void Publish(ActivityEvent activity)
    {
        // The array is replaced, never changed: subscribers may come and go while they are being called.
        foreach (var subscriber in Volatile.Read(ref _subscribers))
            subscriber(activity);
    }

    private void Remove(Action<ActivityEvent> onEvent)
    {
        lock (_gate)
        {
            var at = Array.IndexOf(_subscribers, onEvent);
            if (at >= 0)
                _subscribers = [.. _subscribers[..at], .. _subscribers[(at + 1)..]];
        }
    }

    private sealed class Subscription(ActivityFeed feed, Action<ActivityEvent> onEvent) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                feed.Remove(onEvent);
        }
    }
}
