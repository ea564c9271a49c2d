using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;

namespace SleepTime.Web.Live;

/// <summary>
/// The Insights of everybody who looks: one <see cref="LiveReading{T}"/> for each filter, whoever set it. A filter that nobody looks
/// through any more is remembered for a while, so that opening a page again and again does not read again and again. Thread-safe.
/// </summary>
public sealed partial class InsightsBoard : IHostedService, IAsyncDisposable
{
    /// <summary>Sums over everything stored; nobody reads charts faster than this.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Filters remembered beside those that somebody looks through.</summary>
    internal const int Remembered = 10;

    // A figure that could not be read is tried again.
    private static readonly TimeSpan _oldest = TimeSpan.FromSeconds(30);

    private readonly Func<InsightsFilter, CancellationToken, Task<InsightsReading>> _read;
    private readonly TimeProvider _time;
    private readonly ILogger<InsightsBoard> _logger;
    private readonly IDisposable _subscription;
    private readonly Lock _gate = new();
    private readonly Dictionary<InsightsFilter, LiveReading<InsightsReading>> _filters = [];
    private readonly List<InsightsFilter> _left = []; // the one left first at first
    private Task _ending = Task.CompletedTask;

    public InsightsBoard(InsightsReader reader, HistoryReader history, ContextService contexts, ActivityFeed feed, TimeProvider time, ILogger<InsightsBoard> logger)
        : this((filter, token) => InsightsReading.ReadAsync(filter, reader, history, contexts, token), feed, time, logger)
    {
    }

    internal InsightsBoard(Func<InsightsFilter, CancellationToken, Task<InsightsReading>> read, ActivityFeed feed, TimeProvider time, ILogger<InsightsBoard> logger)
    {
        (_read, _time, _logger) = (read, time, logger);
        _subscription = feed.Subscribe(activity =>
        {
            if (activity is not (RunChanged or JobChanged or ContextChanged or FeedbackChanged or PricesChanged or SleepPolicyChanged))
                return;
            lock (_gate)
            {
                // Whoever changed a price looks at the charts to see what it does.
                foreach (var reading in _filters.Values)
                    reading.Change(atOnce: activity is PricesChanged or SleepPolicyChanged);
            }
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <summary>Looks through a filter until the view is disposed.</summary>
    /// <param name="onRead">Called after each reading; must return at once.</param>
    public InsightsView Watch(InsightsFilter filter, Action onRead)
    {
        lock (_gate)
        {
            _left.Remove(filter);
            if (!_filters.TryGetValue(filter, out var reading))
                _filters[filter] = reading = new(token => _read(filter, token), _time, Interval, _oldest, failure => LogNotRead(_logger, failure));
            return new InsightsView(reading, reading.Watch(onRead), () => Leave(filter));
        }
    }

    private void Leave(InsightsFilter filter)
    {
        lock (_gate)
        {
            if (!_filters.TryGetValue(filter, out var reading) || reading.IsWatched)
                return;
            _left.Remove(filter);
            _left.Add(filter);
            while (_left.Count > Remembered)
            {
                _filters.Remove(_left[0], out var oldest);
                _left.RemoveAt(0);
                _ending = Task.WhenAll(_ending, oldest!.DisposeAsync().AsTask());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        Task ending;
        lock (_gate)
        {
            ending = Task.WhenAll([_ending, .. _filters.Values.Select(reading => reading.DisposeAsync().AsTask())]);
        }
        await ending;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Insights could not be read; the next change tries again")]
    private static partial void LogNotRead(ILogger logger, Exception exception);
}
