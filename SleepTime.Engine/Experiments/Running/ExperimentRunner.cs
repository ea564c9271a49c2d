using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Experiments.Running;

/// <summary>
/// Works on experiments, one after the other, several contexts of it at once. Everything it needs to know is stored: after
/// a restart it goes on with what is missing.
/// </summary>
internal sealed partial class ExperimentRunner(
    ExperimentStore store, PieceRunner pieces, ExperimentMonitor monitor, DataSetLibrary library, ModelHost host, ActivityFeed feed, TimeProvider time, ILogger<ExperimentRunner> logger) : BackgroundService
{
    /// <summary>Some sleep while others are asked about, so that the engine's sequences are all in use.</summary>
    private const int ContextsAtOnce = 6;

    /// <summary>Answers on their way for each sequence of the engine: the next has been read as soon as one ends.</summary>
    private const int AnswersPerSequence = 2;

    /// <summary>How often it is stored how long an experiment has run: what a kill may lose of that.</summary>
    private static readonly TimeSpan CountedEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryWhenFullAfter = TimeSpan.FromMinutes(1);

    private readonly WakeSignal _wake = new(time);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await library.TidyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(activity =>
        {
            if (activity is ExperimentChanged or ModelChanged)
                _wake.Set();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = await TryRunAsync(stoppingToken);
            if (wait != TimeSpan.Zero)
                await _wake.WaitAsync(wait, stoppingToken);
        }
    }

    /// <returns>How long to wait at most before the next try: zero to go on at once, null until something changes.</returns>
    private async Task<TimeSpan?> TryRunAsync(CancellationToken stopping)
    {
        try
        {
            if (host.Status.Hosted is not { } model || await store.FindNextAsync(stopping) is not { } experiment)
                return null;
            await RunAsync(experiment, model, stopping);
            return TimeSpan.Zero;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (ModelNotReadyException)
        {
            return null;
        }
        catch (Exception failure) when (DiskFull.IsCauseOf(failure))
        {
            return RetryWhenFullAfter;
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure, RetryAfter.TotalSeconds);
            return RetryAfter;
        }
    }

    private async Task RunAsync(Experiment experiment, HostedModel model, CancellationToken stopping)
    {
        if (experiment.ModelId is not null && (experiment.ModelId, experiment.PromptVersion) != (model.Id, model.Prompts.Version))
        {
            await EndAsync(experiment.Id, ExperimentState.Paused,
                $"It was begun with the model {experiment.ModelId} and prompts {experiment.PromptVersion}; now {model.Id} with {model.Prompts.Version} is loaded, whose answers are not put beside those. Resume it when that model is loaded again, or start it anew.");
            return;
        }
        if (experiment.Plan.Modes.Contains(AnswerMode.SleepTime) && experiment.Plan.Passes.Max() is var passes && passes > model.Prompts.SleepPasses)
        {
            await EndAsync(experiment.Id, ExperimentState.Failed,
                $"It asks for {passes} passes; the loaded model {model.Id} sleeps in up to {model.Prompts.SleepPasses}. Start it anew with as many at most.");
            return;
        }
        using var work = new ExperimentWork(experiment.Id, time, stopping);
        // Before it is stored that it runs: whoever pauses it after that has to find it.
        monitor.Begin(work);
        try
        {
            if (await store.BeginAsync(experiment, model, stopping))
                await WorkAsync(experiment, model, work, stopping);
        }
        finally
        {
            monitor.End();
        }
    }

    private async Task WorkAsync(Experiment experiment, HostedModel model, ExperimentWork work, CancellationToken stopping)
    {
        feed.Publish(new ExperimentChanged(experiment.Id));
        try
        {
            await AnswerAllAsync(experiment, model, work);
            await EndAsync(experiment.Id, ExperimentState.Completed, null);
        }
        catch (OperationCanceledException) when (work.Stopping.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            // Paused, cancelled or deleted, which is stored already.
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or ModelNotReadyException) && !DiskFull.IsCauseOf(failure))
        {
            // Not knowing what it was, do not let one experiment keep all others from their turn.
            LogUnexpected(logger, failure, experiment.Id);
            await EndAsync(experiment.Id, ExperimentState.Failed, FailureText.Of($"It ended with an unexpected error: {failure.Message}", "The log has the details. Resume it to go on."));
        }
    }

    private async Task AnswerAllAsync(Experiment experiment, HostedModel model, ExperimentWork work)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(work.Stopping);
        var counting = CountTimeAsync(experiment.Id, done.Token);
        try
        {
            using var room = new SemaphoreSlim(model.Sequences * AnswersPerSequence);
            await Parallel.ForEachAsync(
                await store.ContextsAsync(experiment.Id, work.Stopping),
                new ParallelOptions { MaxDegreeOfParallelism = ContextsAtOnce, CancellationToken = work.Stopping },
                async (contextId, cancel) => await pieces.RunAsync(experiment.Plan, contextId, room, () => Tell(work), cancel));
        }
        finally
        {
            // Before it is told that it has ended: whoever hears that reads how long it ran.
            await done.CancelAsync();
            await counting;
        }
    }

    private async Task CountTimeAsync(Guid id, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            var since = time.GetTimestamp();
            await Task.Delay(CountedEvery, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await store.AddTimeAsync(id, time.GetElapsedTime(since));
        }
    }

    private void Tell(ExperimentWork work)
    {
        work.Answered();
        feed.Publish(new ExperimentChanged(work.ExperimentId));
    }

    private async Task EndAsync(Guid id, ExperimentState state, string? reason)
    {
        await store.MoveAsync(id, [ExperimentState.Queued, ExperimentState.Running], state, reason, CancellationToken.None);
        feed.Publish(new ExperimentChanged(id));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Experiments failed; trying again in {Seconds} seconds at the latest")]
    private static partial void LogFailed(ILogger logger, Exception exception, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Experiment {ExperimentId} ended with an unexpected error")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, Guid experimentId);
}
