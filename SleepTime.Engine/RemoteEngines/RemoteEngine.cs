using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>
/// Works on the queue with engines elsewhere in the place of the engine thread: sends requests in the queue's order to engines
/// that work and have a place, and lets wait again what an engine did not begin. Thread-safe.
/// </summary>
internal sealed partial class RemoteEngine : IGenerationEngine, IDisposable
{
    // In all, on whichever engines: what fails as often as this would fail again.
    private const int MostTries = 4;

    private readonly IReadOnlyList<RemoteEndpoint> _endpoints;
    private readonly TextVocabulary _vocabulary;
    private readonly RemoteOptions _options;
    private readonly GenerationQueue _queue;
    private readonly EngineLoadMeter _load;
    private readonly Action<RemoteEndpoint> _onProblem;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly List<RemoteGeneration> _running = [];
    private readonly HashSet<Task> _tasks = [];
    private readonly ConditionalWeakTable<GenerationTicket, Tried> _tried = []; // goes with the ticket, however that ends
    private readonly WakeSignal _signal;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _stopReason;

    /// <param name="onProblem">Told of an engine that did not do as it should; from any thread.</param>
    public RemoteEngine(
        IReadOnlyList<RemoteEndpoint> endpoints, TextVocabulary vocabulary, RemoteOptions options, GenerationQueue queue, EngineLoadMeter load,
        Action<RemoteEndpoint> onProblem, TimeProvider time, ILogger logger)
    {
        (_endpoints, _vocabulary, _options, _queue, _load, _onProblem, _time, _logger) = (endpoints, vocabulary, options, queue, load, onProblem, time, logger);
        _signal = new WakeSignal(time);
        _ = Task.Run(RunAsync);
    }

    public Task<string> Ended => _ended.Task;

    public void Wake() => _signal.Set();

    /// <summary>Nothing at once: whether one has to make way is known when all places have been looked at.</summary>
    public void YieldToQuestion()
    {
    }

    /// <summary>No engine works: what waits is ended, and nothing more is taken until <see cref="Resume"/>. What runs ends by itself.</summary>
    public void Suspend(string reason)
    {
        foreach (var ticket in _queue.Close(reason))
            End(ticket, Failed(ticket, reason));
    }

    public void Resume()
    {
        if (_stopReason is not null)
            return;
        _queue.Open();
        Wake();
    }

    public Task StopAsync(string reason)
    {
        _stopReason ??= reason;
        Wake();
        return _ended.Task;
    }

    /// <summary>Once it has ended, and nobody wakes it any more.</summary>
    public void Dispose() => _signal.Dispose();

    private async Task RunAsync()
    {
        try
        {
            while (_stopReason is null)
            {
                Step();
                // Until somebody wakes it, or an engine that asked to be left alone may be asked again.
                await _signal.WaitAsync(ShortestPause(), CancellationToken.None);
            }
        }
        catch (Exception failure)
        {
            // Nothing may be left waiting for ever, whatever went wrong.
            LogEngineEnded(_logger, failure);
            _stopReason = $"The engine ended with an error ({failure.Message.TrimEnd('.')}). Restart the server; the log has the details.";
        }
        try
        {
            Suspend(_stopReason!);
            Task[] left;
            lock (_gate)
                left = [.. _tasks];
            foreach (var generation in Running())
                generation.Stop();
            await Task.WhenAll(left);
        }
        finally
        {
            _ended.SetResult(_stopReason!);
        }
    }

    /// <summary>Ends what was cancelled, and sends what can be sent.</summary>
    private void Step()
    {
        foreach (var generation in Running().Where(generation => generation.Ticket.CancelRequested))
            generation.Stop();

        RemoteEndpoint? place = null;
        while (_queue.Take(ticket => (place = PlaceFor(ticket)) is not null) is { } ticket)
        {
            if (ticket.CancelRequested)
                End(ticket, Unbegun(ticket, FinishReason.Cancelled, null));
            else
                Begin(ticket, place!);
        }
        MakeWay();
        Report();
    }

    /// <summary>
    /// The engine that a context was sent to before, which may have its text in its cache still, as long as it has a place; else
    /// the one with the most room. The one that let it wait too long is not asked again while another has one. Null when none has any.
    /// </summary>
    private RemoteEndpoint? PlaceFor(GenerationTicket ticket)
    {
        var request = ticket.Request;
        var working = _endpoints.Where(endpoint => endpoint.HasBeenReached).ToList();
        if (_tried.TryGetValue(ticket, out var tried) && working.Exists(endpoint => endpoint != tried.Slow && endpoint.HasPlaceFor(request.Class)))
            working.RemoveAll(endpoint => endpoint == tried.Slow);
        if (request.ContextId is { } contextId && working.Count > 0
            && working[(int)((uint)contextId.GetHashCode() % (uint)working.Count)] is var usual && usual.HasPlaceFor(request.Class))
            return usual;
        return working.Where(endpoint => endpoint.HasPlaceFor(request.Class)).MinBy(endpoint => endpoint.Fullness);
    }

    private void Begin(GenerationTicket ticket, RemoteEndpoint endpoint)
    {
        var generation = new RemoteGeneration(ticket, endpoint, _vocabulary, _options, _time, CountPiece);
        endpoint.Began(ticket.Request.Class);
        lock (_gate)
        {
            _running.Add(generation);
            var task = Task.Run(() => RunAsync(generation));
            _tasks.Add(task);
            _ = task.ContinueWith(Forget, TaskScheduler.Default);
        }
        // Cancelled between being taken and being known here, it would not be found otherwise.
        if (ticket.CancelRequested)
            generation.Stop();
    }

    private void Forget(Task task)
    {
        lock (_gate)
            _tasks.Remove(task);
    }

    private async Task RunAsync(RemoteGeneration generation)
    {
        using (generation)
        {
            var end = await generation.RunAsync();
            var ticket = generation.Ticket;
            generation.Endpoint.Ended(ticket.Request.Class);
            lock (_gate)
                _running.Remove(generation);
            try
            {
                if (end.Result is { Reason: FinishReason.Cancelled } && !ticket.CancelRequested)
                    End(ticket, generation.Result(FinishReason.Failed, _stopReason ?? GenerationService.ServerStops, engineStopped: true));
                else if (end.Result is { } result)
                    End(ticket, result);
                else if (end.Problem is { } problem)
                    Settle(generation, problem);
                else
                    LetWait(ticket, aside: true);
            }
            catch (Exception failure)
            {
                LogUnexpected(_logger, failure, ticket.Id);
                End(ticket, generation.Result(FinishReason.Failed, $"The answer ended with an unexpected error ({failure.Message.TrimEnd('.')}): ask again."));
            }
            Wake();
        }
    }

    private void Settle(RemoteGeneration generation, RemoteException problem)
    {
        var (ticket, endpoint) = (generation.Ticket, generation.Endpoint);
        endpoint.Failed(problem);
        _onProblem(endpoint);
        var tried = _tried.GetOrCreateValue(ticket);
        tried.Times++;
        if (problem.Trouble == RemoteTrouble.Slow)
            tried.Slow = endpoint;
        if (generation.HasTold)
            // Of background work nothing is: a pass counts whole or not at all.
            End(ticket, generation.Result(FinishReason.Failed, ticket.Request.Class == GenerationClass.Question ? $"{problem.Message} What came before is kept." : problem.Message));
        else if (problem.Trouble == RemoteTrouble.Refused || tried.Times >= MostTries)
            End(ticket, generation.Result(FinishReason.Failed, problem.Message));
        else
            LetWait(ticket, aside: false);
    }

    /// <summary>Nobody has seen anything of it: it begins again, elsewhere or later.</summary>
    private void LetWait(GenerationTicket ticket, bool aside)
    {
        ticket.Clock.PutBack();
        if (aside)
        {
            _load.Counters.Preempted();
            ticket.SteppedAside = true;
        }
        if (!_queue.PutBack(ticket))
            End(ticket, Failed(ticket, _stopReason ?? "No remote engine works any more: ask again when one does."));
        else if (ticket.CancelRequested && _queue.Remove(ticket))
            End(ticket, Unbegun(ticket, FinishReason.Cancelled, null));
    }

    /// <summary>For each question that found no place, background work that nobody has seen anything of gives its own up.</summary>
    private void MakeWay()
    {
        var waiting = _queue.CountPerClass()[(int)GenerationClass.Question];
        // One that has just come may have a place that it was not given yet.
        if (waiting == 0 || _endpoints.Any(endpoint => endpoint.HasPlaceFor(GenerationClass.Question)))
            return;
        var running = Running();
        waiting -= running.Count(generation => generation.MakesWay);
        foreach (var generation in running.Where(generation => generation.Ticket.Request.Class != GenerationClass.Question).OrderByDescending(generation => generation.Ticket.Request.Class))
        {
            if (waiting <= 0)
                return;
            if (generation.TryMakeWay())
                waiting--;
        }
    }

    /// <summary>A copy: what ends one may come back here at once and change the list.</summary>
    private RemoteGeneration[] Running()
    {
        lock (_gate)
            return [.. _running];
    }

    private void Report()
    {
        Span<int> running = stackalloc int[3];
        lock (_gate)
        {
            foreach (var generation in _running)
                running[(int)generation.Ticket.Request.Class]++;
            _load.Report(running);
        }
    }

    private void CountPiece()
    {
        lock (_gate)
            _load.CountToken();
    }

    private void End(GenerationTicket ticket, GenerationResult result)
    {
        // Before it is told, so that who hears of the end finds the engine without it.
        Report();
        ticket.Finish(result);
    }

    private static GenerationResult Failed(GenerationTicket ticket, string reason) => Unbegun(ticket, FinishReason.Failed, reason) with { EngineStopped = true };

    private static GenerationResult Unbegun(GenerationTicket ticket, FinishReason reason, string? failure) =>
        new(reason, "", failure, new TokenUsage(ticket.Request.Prompt.Count, 0, 0), ticket.Clock.Timings(0));

    private TimeSpan? ShortestPause() => _endpoints.Select(endpoint => endpoint.BusyFor).Where(pause => pause > TimeSpan.Zero).Min();

    /// <summary>What was tried of a request so far; of the task that runs it, and then of the loop.</summary>
    private sealed class Tried
    {
        public int Times { get; set; }

        /// <summary>Let it wait longer than is allowed the last time.</summary>
        public RemoteEndpoint? Slow { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Sending to remote engines ended with an error; no more requests are taken")]
    private static partial void LogEngineEnded(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Id} ended with an unexpected error")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, Guid id);
}
