using SleepTime.Engine.Activities;
using SleepTime.Engine.Overview;

namespace SleepTime.Web.Live;

/// <summary>The Overview of everybody who looks, over pages and the API: one <see cref="LiveReading{T}"/> for all of them. Thread-safe.</summary>
public sealed partial class OverviewBoard : IHostedService, IAsyncDisposable
{
    /// <summary>Faster than this nobody reads figures.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // "The last 24 hours" moves on, and jobs wait ever longer, although nothing happens.
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(30);

    private readonly LiveReading<TeamOverview> _overview;
    private readonly ITimer _ticking;
    private readonly IDisposable _subscription;

    public OverviewBoard(OverviewReader reader, ActivityFeed feed, TimeProvider time, ILogger<OverviewBoard> logger)
        : this(reader.ReadAsync, feed, time, logger)
    {
    }

    internal OverviewBoard(Func<CancellationToken, Task<TeamOverview>> read, ActivityFeed feed, TimeProvider time, ILogger<OverviewBoard> logger)
    {
        _overview = new(read, time, Interval, _tick, failure => LogNotRead(logger, failure));
        _subscription = feed.Subscribe(activity =>
        {
            if (activity is not (DataSetsChanged or SharesChanged or UploadChanged or EngineLoadChanged))
                _overview.Change(atOnce: activity is PricesChanged or SleepPolicyChanged);
        });
        _ticking = time.CreateTimer(_ => _overview.Refresh(), null, _tick, _tick);
    }

    // Made at the start, since alerts count from when it began to look.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc cref="LiveReading{T}.Watch"/>
    public IDisposable Watch(Action onRead) => _overview.Watch(onRead);

    /// <summary>The Overview as this person may see it; see <see cref="LiveReading{T}.ReadAsync"/> for how new it is.</summary>
    public async Task<TeamOverview> ReadAsync(string viewer, CancellationToken cancellationToken) => (await _overview.ReadAsync(cancellationToken)).For(viewer);

    /// <summary>As <see cref="ReadAsync"/>, for those who watch: what happened a moment ago may be missing, because they will be told.</summary>
    public async Task<TeamOverview> ReadWatchedAsync(string viewer, CancellationToken cancellationToken) => (await _overview.ReadWatchedAsync(cancellationToken)).For(viewer);

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _ticking.DisposeAsync();
        await _overview.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Overview could not be read; the next change tries again")]
    private static partial void LogNotRead(ILogger logger, Exception exception);
}
