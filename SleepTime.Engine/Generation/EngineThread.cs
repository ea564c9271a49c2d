using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Generation;

/// <summary>The dedicated thread that owns the inference context: steps while there is work, waits for a signal while there is none.</summary>
internal sealed partial class EngineThread : IGenerationEngine
{
    private readonly EngineLoop _loop;
    private readonly GenerationQueue _queue;
    private readonly ILogger _logger;
    private readonly object _signal = new();
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _stopReason;
    private bool _woken;

    public EngineThread(EngineLoop loop, GenerationQueue queue, ILogger logger)
    {
        _loop = loop;
        _queue = queue;
        _logger = logger;
        new Thread(Run) { IsBackground = true, Name = "SleepTime engine" }.Start();
    }

    /// <summary>Lets the thread look for work, now or as soon as it has ended its step.</summary>
    public void Wake()
    {
        lock (_signal)
        {
            _woken = true;
            Monitor.Pulse(_signal);
        }
    }

    /// <summary>A question was queued: background work that is being computed right now makes way.</summary>
    public void YieldToQuestion() => _loop.YieldToQuestion();

    /// <summary>A state was read from disk for somebody who waits.</summary>
    public void StateHasCome()
    {
        _loop.StateHasCome();
        Wake();
    }

    /// <summary>Completes with the reason when everything is ended and freed.</summary>
    public Task<string> Ended => _ended.Task;

    public Task StopAsync(string reason)
    {
        _stopReason ??= reason;
        _loop.RequestAbort();
        Wake();
        return _ended.Task;
    }

    private void Run()
    {
        try
        {
            while (_stopReason is null)
            {
                if (!_loop.Step())
                    WaitForSignal();
            }
        }
        catch (Exception failure)
        {
            // Nothing may be left waiting for ever, whatever went wrong in a step.
            LogEngineEnded(_logger, failure);
            _stopReason = $"The engine ended with an error ({failure.Message.TrimEnd('.')}). Restart the server; the log has the details.";
        }
        End(_stopReason!);
    }

    private void End(string reason)
    {
        try
        {
            foreach (var ticket in _queue.Close(reason))
                ticket.FinishUnadmitted(FinishReason.Failed, reason, engineStopped: true);
            _loop.EndAll(reason);
            _loop.Dispose();
        }
        finally
        {
            _ended.SetResult(reason);
        }
    }

    private void WaitForSignal()
    {
        lock (_signal)
        {
            while (!_woken)
                Monitor.Wait(_signal);
            _woken = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The engine thread ended with an error; no more requests are taken")]
    private static partial void LogEngineEnded(ILogger logger, Exception exception);
}
