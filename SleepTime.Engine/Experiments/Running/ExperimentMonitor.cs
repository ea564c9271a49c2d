namespace SleepTime.Engine.Experiments.Running;

/// <summary>The experiment that runs now, the way to stop it, and how fast it goes. Thread-safe.</summary>
internal sealed class ExperimentMonitor
{
    private volatile ExperimentWork? _current;

    public void Begin(ExperimentWork work) => _current = work;

    public void End() => _current = null;

    /// <summary>Returns when nothing of the experiment runs any more. Have it stored first that it is not to go on.</summary>
    public async Task StopAsync(Guid experimentId)
    {
        if (_current is { } work && work.ExperimentId == experimentId)
            await work.StopAsync();
    }

    /// <summary>Milliseconds an answer takes by the pace since it went on; null before the first, and for one that does not run.</summary>
    public double? PaceOf(Guid experimentId) => _current is { } work && work.ExperimentId == experimentId ? work.Pace : null;
}

/// <summary>One stretch of running. Thread-safe.</summary>
internal sealed class ExperimentWork : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly long _started;
    private int _answered;

    public ExperimentWork(Guid experimentId, TimeProvider time, CancellationToken stopping)
    {
        (ExperimentId, _time, _started) = (experimentId, time, time.GetTimestamp());
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Stopping = _stop.Token;
    }

    public Guid ExperimentId { get; }

    public CancellationToken Stopping { get; }

    public double? Pace => Volatile.Read(ref _answered) is > 0 and var answered ? _time.GetElapsedTime(_started).TotalMilliseconds / answered : null;

    public void Answered() => Interlocked.Increment(ref _answered);

    public async Task StopAsync()
    {
        try
        {
            await _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended at this very moment.
        }
        await _ended.Task;
    }

    public void Dispose()
    {
        _ended.TrySetResult();
        _stop.Dispose();
    }
}
