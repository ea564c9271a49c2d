using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation;

/// <summary>
/// The work of the engine thread, one step at a time: take cancelled generations out, admit waiting ones, fill a batch,
/// decode it, draw the tokens. It alone touches the inference context. Nothing here waits.
/// </summary>
internal sealed partial class EngineLoop : IDisposable
{
    private readonly ILoadedModel _model;
    private readonly Func<IInferenceContext> _createContext;
    private readonly GenerationQueue _queue;
    private readonly EngineLoadMeter _load;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<ActiveGeneration> _active = [];
    private readonly List<ActiveGeneration> _parked = [];
    private readonly List<StepShare> _shares = [];
    private readonly TokenBatch _batch;
    private readonly BackgroundAllowance _allowance;
    private readonly StepCost _stepCost = new();
    private readonly BackgroundChunk _chunk;
    private readonly StepPlanner _planner;
    private readonly PrefixLimits _limits;
    private readonly SavedPrefixes _saved;
    private readonly int _maxResident;
    private readonly bool _canShare;
    private IInferenceContext _context;
    private PrefixStore _prefixes;
    private readonly Func<GenerationTicket, bool> _mayGo;
    private readonly Func<GenerationTicket, bool> _mayGoAged;
    private bool _roomMayBeFree;

    public EngineLoop(
        ILoadedModel model, Func<IInferenceContext> createContext, GenerationQueue queue, EngineLoadMeter load, PrefixLimits limits, SavedPrefixes saved,
        BackgroundShares background, TimeProvider time, ILogger logger)
    {
        _model = model;
        _createContext = createContext;
        _queue = queue;
        _load = load;
        _limits = limits;
        _saved = saved;
        _allowance = new BackgroundAllowance(background.AgeingPercent / 100.0);
        _chunk = new BackgroundChunk(_stepCost, time);
        _planner = new StepPlanner(_allowance, new RiderAllowance(background.RiderPercent / 100.0, _rowCost), load.Counters, _rowCost, _chunk);
        _time = time;
        _logger = logger;
        _context = createContext();
        _batch = new TokenBatch(_context.BatchSize);
        _canShare = model.Description.SupportsPrefixSharing;
        _maxResident = _canShare ? limits.MaxResident : 0;
        _prefixes = CreatePrefixStore();
        _mayGo = MayGo;
        _mayGoAged = candidate => candidate.Request.Class != GenerationClass.Question && MayGo(candidate);
    }

    /// <summary>Those admitted and not parked, in order of admission; engine thread only.</summary>
    internal IReadOnlyList<ActiveGeneration> Active => _active;

    /// <summary>Does one step; false when there was nothing to do.</summary>
    public bool Step()
    {
        try
        {
            TakeOutCancelled();
            ForgetContexts();
            Admit();
            _planner.Fill(_batch, _shares, _active, QuestionsWait());
            _load.Report(_active, _parked);
            _load.Counters.Occupied(_context.MaxSequences - _prefixes.FreeCount, _context.CellCount - _context.FreeCells);
            if (_batch.Count == 0)
                return _restored;
            DecodeInterruptibly();
        }
        catch (InferenceException failure)
        {
            LogDecodeFailed(_logger, failure);
            StartOver($"The model stopped with an error: {failure.Message}");
        }
        catch (StateRefusedException refusal)
        {
            LogStateRefused(_logger, refusal);
            MoveToNewContext();
        }
        return true;
    }

    /// <summary>Ends everything that is admitted, because the engine stops.</summary>
    public void EndAll(string reason)
    {
        foreach (var generation in _active.Concat(_parked))
            End(generation, FinishReason.Failed, reason, engineStopped: true);
        _active.Clear();
        _parked.Clear();
        _load.Report(_active, _parked);
    }

    /// <summary>Lets a decode that is running end early. Any thread.</summary>
    public void RequestAbort() => Volatile.Read(ref _context).RequestAbort();

    public void Dispose() => _context.Dispose();

    private void Decode()
    {
        var since = _saved.Speeds.Now();
        var start = _time.GetTimestamp();
        switch (_context.Decode(_batch))
        {
            case DecodeStatus.Done:
                _load.Counters.StepDone(_batch.Count);
                _saved.Speeds.Computed(_batch.Count, since);
                Measure(_time.GetElapsedTime(start));
                TakeResults();
                break;
            case DecodeStatus.NoRoom:
                MakeRoom();
                break;
            case DecodeStatus.Aborted:
                TakePartialResults();
                break;
        }
    }

    /// <summary>Those whose state is still being read do not count: meanwhile the engine has time for others.</summary>
    private bool QuestionsWait() =>
        _queue.AnyWaitingForTheEngine(GenerationClass.Question) || _parked.Exists(generation => generation.Class == GenerationClass.Question);

    private void TakeOutCancelled()
    {
        for (var i = _parked.Count - 1; i >= 0; i--)
        {
            if (_parked[i] is not { Ticket.CancelRequested: true } generation)
                continue;
            _parked.RemoveAt(i);
            End(generation, FinishReason.Cancelled);
        }
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            if (_active[i] is { Ticket.CancelRequested: true } generation)
                Retire(generation, FinishReason.Cancelled);
        }
    }

    private void TakeResults()
    {
        _planner.Computed(_shares, _active);
        foreach (var share in _shares)
        {
            if (share.Generation.IsScoring)
            {
                TakeScores(share);
                continue;
            }
            if (share.Generation.Draft.Count > 0)
            {
                TakeDrafted(share);
                continue;
            }
            share.Generation.Advance(share.Count);
            if (share.Rows == 0)
                continue;
            if (share.Generation.Ticket.Request.PrefillOnly)
                SavePrompt(share.Generation);
            else
                TakeToken(share.Generation, _context.Sample(share.Generation.Sampler!, share.FirstRow));
        }
    }

    private void TakeToken(ActiveGeneration generation, int token)
    {
        _load.CountToken();
        if (_model.Vocabulary.IsEndOfGeneration(token))
        {
            Retire(generation, FinishReason.EndOfText, ended: true);
            return;
        }

        generation.Append(token, _model.Vocabulary.GetBytes(token).Span);
        if (generation.Text.Stopped)
            Retire(generation, FinishReason.StopString);
        else if (generation.Generated >= generation.Ticket.Request.MaxTokens)
            Retire(generation, FinishReason.MaxTokens);
    }

    /// <summary>Ends a generation and keeps what it computed as a prefix for the next prompt that begins alike.</summary>
    private void Retire(ActiveGeneration generation, FinishReason reason, string? failure = null, bool ended = false)
    {
        _active.Remove(generation);
        _roomMayBeFree = true;

        // Ended before its memory is touched: if that fails, the request is over all the same.
        End(generation, reason, failure, ended);
        if (_maxResident > 0 && WorthKeeping(generation) is > 0 and var kept)
        {
            if (kept < generation.Computed || generation.Draft.Count > 0)
                Forget(generation.Sequence, from: kept);
            foreach (var dropped in _prefixes.Keep(generation.Sequence, generation.Tokens[..kept], generation.Owner))
                Forget(dropped);
        }
        else
        {
            Forget(generation.Sequence);
            _prefixes.Release(generation.Sequence);
        }
    }

    private static void End(ActiveGeneration generation, FinishReason reason, string? failure = null, bool ended = false, bool engineStopped = false)
    {
        generation.Finish(reason, failure, ended, engineStopped);
        generation.Dispose();
    }

    /// <summary>The step had no KV room: leave out drafts and riders, else give up a resident prefix, else let the least urgent generation wait, else fail it.</summary>
    private void MakeRoom()
    {
        // The first things to do without.
        if (_planner.LeaveOutExtras(_shares))
            return;
        if (_prefixes.TryEvict(out var sequence))
        {
            Forget(sequence);
            return;
        }
        if (_active.Count > 1)
        {
            Park(LeastUrgent());
            return;
        }
        var only = _active[0];
        Retire(only, FinishReason.Failed, $"The model's memory of {_context.CellCount} tokens has no room for this request. Shorten the text, or raise SleepTime:Generation:CellCount.");
    }

    /// <summary>
    /// Takes a generation's cells and sequence; its tokens stay. When there is room it goes on from its state, or is
    /// computed again where that was not worth saving.
    /// </summary>
    private void Park(ActiveGeneration generation)
    {
        _load.Counters.Parked();
        SaveParked(generation);
        LogParked(_logger, generation.Ticket.Id, generation.Class, generation.Computed);
        Forget(generation.Sequence);
        _prefixes.Release(generation.Sequence);
        generation.Park(AreQuestionsThere);
        _active.Remove(generation);
        _parked.Add(generation);
        _roomMayBeFree = false;
    }

    private bool AreQuestionsThere => _active.Exists(generation => generation.Class == GenerationClass.Question) || _queue.AnyWaiting(GenerationClass.Question);

    private void Forget(int sequence, int from = 0)
    {
        if (!_context.Truncate(sequence, from))
            throw new InferenceException($"The model's memory cannot be cut back to {from} tokens.");
    }

    /// <summary>After a failed native call the context cannot be trusted: fail what was in it and make a new one; those who wait go on.</summary>
    private void StartOver(string reason)
    {
        _load.Counters.ContextLost();
        foreach (var generation in _active)
            End(generation, FinishReason.Failed, reason);
        _active.Clear();
        RecreateContext();
    }

    private void RecreateContext()
    {
        _context.Dispose();
        Volatile.Write(ref _context, _createContext());
        _prefixes = CreatePrefixStore();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Decoding failed; the inference context is made anew")]
    private static partial void LogDecodeFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No room: generation {Id} ({Class}) waits, its {Computed} tokens are restored or computed again later")]
    private static partial void LogParked(ILogger logger, Guid id, GenerationClass @class, int computed);
}
