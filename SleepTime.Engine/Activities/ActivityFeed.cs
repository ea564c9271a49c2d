using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SleepTime.Engine.Activities;

/// <summary>Tells whoever is looking that something changed. Thread-safe.</summary>
public sealed partial class ActivityFeed(ILogger<ActivityFeed>? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger<ActivityFeed>.Instance;
    private readonly Lock _gate = new();
    private Action<ActivityEvent>[] _subscribers = [];

    /// <summary>
    /// Calls <paramref name="onEvent"/> on the publisher's thread for each event until disposed. The callback must
    /// return at once: hand the work on. One that throws is logged and keeps nobody else from hearing of the event.
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
        {
            try
            {
                subscriber(activity);
            }
            catch (Exception failure)
            {
                // The publisher may be the engine thread: a page's mistake must not end it.
                LogSubscriberFailed(_logger, failure, activity.GetType().Name);
            }
        }
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

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber failed on {Event}")]
    private static partial void LogSubscriberFailed(ILogger logger, Exception exception, string @event);

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
