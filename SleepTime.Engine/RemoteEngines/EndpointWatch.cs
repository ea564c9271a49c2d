using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>
/// Knows how a remote engine is: looks at it now and then while it works, at once when a request found that it does not, and
/// from then on ever more rarely until it does. Thread-safe.
/// </summary>
internal sealed partial class EndpointWatch : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    private readonly RemoteEndpoint _endpoint;
    private readonly TimeSpan _every;
    private readonly Action _changed;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _untilItWorks;
    private readonly WakeSignal _failed;
    private int? _lastElsewhere;
    private volatile int _elsewhere;

    /// <param name="changed">Told when something became known; from any thread.</param>
    public EndpointWatch(RemoteEndpoint endpoint, TimeSpan every, Action changed, TimeProvider time, ILogger logger)
    {
        (_endpoint, _every, _changed, _time, _logger, _failed) = (endpoint, every, changed, time, logger, new WakeSignal(time));
        _untilItWorks = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RemoteException>().Handle<TimeoutRejectedException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true, // several of us do not come back all at once
                Delay = ShortestPause,
                MaxDelay = LongestPause,
                OnRetry = retry =>
                {
                    Found(retry.Outcome.Exception!);
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(LongestLook)
            .Build();
    }

    /// <summary>Requests of others that it runs or holds waiting; 0 where it does not tell.</summary>
    public int Elsewhere => _elsewhere;

    /// <summary>Returns when it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _untilItWorks.ExecuteAsync(LookAsync, stopping);
                await _failed.WaitAsync(_every, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
            }
            catch (Exception unexpected)
            {
                // Whatever it sent, it is looked at again.
                Found(RemoteErrors.Gone(_endpoint, unexpected));
                await Task.Delay(LongestPause, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A request found that it does not work.</summary>
    public void LookNow() => _failed.Set();

    public void Dispose() => _failed.Dispose();

    private async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var found = await EndpointProbe.LookAsync(_endpoint, _time.GetUtcNow(), cancellationToken);
        var kind = _endpoint.Kind == RemoteKind.Auto ? found.Kind : _endpoint.Kind;
        // Those that begin or end while it counts may or may not be among what it counts.
        var own = _endpoint.OwnLoad;
        var before = _endpoint.Status;
        var load = await ServerLoad.ReadAsync(_endpoint, kind, before.Load, _time, cancellationToken);
        own = Math.Max(own, _endpoint.OwnLoad);

        _endpoint.Works(found.Kind, found.ContextLength, load);
        // Twice in a row: a request of ours that has just ended may still be counted once.
        var elsewhere = Math.Max(0, (load ?? 0) - own);
        var others = Math.Min(elsewhere, _lastElsewhere ?? elsewhere);
        (_lastElsewhere, var told) = (elsewhere, _elsewhere);
        _elsewhere = others;
        if (before.State == RemoteEndpointState.Failing)
            LogWorksAgain(_logger, _endpoint.Host);
        if (others != told || before != _endpoint.Status)
            _changed();
    }

    private void Found(Exception failure)
    {
        var problem = failure as RemoteException ?? RemoteErrors.Slow(_endpoint, hasBegun: false, (int)LongestLook.TotalSeconds);
        var known = _endpoint.Status.Problem;
        // Slow to say how it is, or with no room to: as good as gone for whoever waits.
        if (problem.Trouble is not (RemoteTrouble.Gone or RemoteTrouble.Misconfigured))
            problem = new RemoteException(RemoteTrouble.Gone, problem.Message, problem);
        _endpoint.Failed(problem);
        (_elsewhere, _lastElsewhere) = (0, null);
        if (known != problem.Message)
            LogFails(_logger, problem.Message);
        _changed();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogFails(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The engine at {Host} works again")]
    private static partial void LogWorksAgain(ILogger logger, string host);
}
