using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// Works on sleep jobs, one pass at a time, while nobody is asking. Asleep itself until something changes: a new job,
/// the end of a question, the idle time running out, the model getting ready.
/// </summary>
internal sealed partial class SleepScheduler(
    SleepStore store, SleepPolicyStore policies, SleepSpending spending, IdleGate gate, SleepMonitor monitor, SleepStepper stepper, ActivityFeed feed, TimeProvider time, ILogger<SleepScheduler> logger) : BackgroundService
{
    /// <summary>Wait after a step that the engine refused or that failed for a reason of its own, such as a full disk, so as not to fail in a tight loop.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Wait while the disk is full: a person has to make room, and each try may generate again what could not be stored.</summary>
    private static readonly TimeSpan RetryWhenFullAfter = TimeSpan.FromMinutes(1);

    private readonly WakeSignal _wake = new(time);
    private readonly PutOff _putOff = new(time);
    private IdleState? _lastTold;
    private bool _restored;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RestoreJobsAsync(cancellationToken);
        await policies.RestoreAsync(cancellationToken);
        await spending.RestoreAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    /// <summary>Where the disk is full the site starts all the same, and jobs that were cut off wait until there is room.</summary>
    private async Task RestoreJobsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.RestoreAsync(cancellationToken);
            _restored = true;
        }
        catch (Exception failure) when (DiskFull.IsCauseOf(failure))
        {
            monitor.DiskFull = true;
            _putOff.Begin(RetryWhenFullAfter, _putOff.Ends);
            LogPutOff(logger, RetryWhenFullAfter.TotalSeconds, "The disk is full. Make room and sleep goes on by itself.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(OnActivity);
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan? wait = _putOff.Left;
            if (wait == TimeSpan.Zero)
                wait = await TryStepAsync(stoppingToken);
            TellState();
            // Nobody else tells that the hours have ended: with nothing to do the loop wakes for that alone.
            TimeSpan?[] waits = [wait, gate.TurnsIn];
            if (wait != TimeSpan.Zero)
                await _wake.WaitAsync(waits.Min(), stoppingToken);
        }
    }

    private void OnActivity(ActivityEvent activity)
    {
        if (activity is ModelChanged)
            _putOff.End();
        _wake.Set();
    }

    /// <returns>How long to wait at most before the next step: zero to go on at once, null until something changes.</returns>
    private async Task<TimeSpan?> TryStepAsync(CancellationToken stopping)
    {
        var ends = _putOff.Ends;
        try
        {
            if (!_restored)
                await RestoreJobsAsync(stopping);
            if (_restored)
                return await stepper.StepAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception refusal) when (refusal is ModelNotReadyException or QueueFullException)
        {
            _putOff.Begin((refusal as QueueFullException)?.RetryAfter ?? RetryAfter, ends);
            LogPutOff(logger, _putOff.Left.TotalSeconds, refusal.Message);
        }
        catch (Exception failure) when (DiskFull.IsCauseOf(failure))
        {
            // Nothing of the step is stored, since each checkpoint is one transaction: it is done again from the one before.
            _putOff.Begin(RetryWhenFullAfter, ends);
            monitor.DiskFull = true;
            feed.Publish(new SleepQueueChanged());
            LogPutOff(logger, RetryWhenFullAfter.TotalSeconds, "The disk is full. Make room and sleep goes on by itself.");
        }
        catch (Exception failure)
        {
            _putOff.Begin(RetryAfter, ends);
            LogStepFailed(logger, failure, RetryAfter.TotalSeconds);
        }
        return _putOff.Left;
    }

    private void TellState()
    {
        var state = gate.State;
        if (state == _lastTold)
            return;
        _lastTold = state;
        feed.Publish(new SleepQueueChanged());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sleep waits {Seconds:0} seconds: {Reason}")]
    private static partial void LogPutOff(ILogger logger, double seconds, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of the sleep scheduler failed; trying again in {Seconds} seconds at the latest")]
    private static partial void LogStepFailed(ILogger logger, Exception exception, double seconds);
}
