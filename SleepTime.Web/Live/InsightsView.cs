namespace SleepTime.Web.Live;

/// <summary>One page that looks at the Insights. Disposed when it looks elsewhere.</summary>
public sealed class InsightsView(LiveReading<InsightsReading> reading, IDisposable watch, Action onLeft) : IDisposable
{
    /// <inheritdoc cref="LiveReading{T}.ReadWatchedAsync"/>
    public Task<InsightsReading> ReadAsync(CancellationToken cancellationToken) => reading.ReadWatchedAsync(cancellationToken);

    public void Dispose()
    {
        watch.Dispose();
        onLeft();
    }
}
