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
    /// <summary>Waiting for another generation's prefix must save at least this many tokens to be worth it.</summary>
    private const int WorthWaitingFor = 16;

    private readonly ILoadedModel _model;
    private readonly Func<IInferenceContext> _createContext;
    private readonly GenerationQueue _queue;
    private readonly EngineLoadMeter _load;
    private readonly ILogger _logger;
    private readonly List<ActiveGeneration> _active = [];
    private readonly List<ActiveGeneration> _parked = [];
    private readonly List<StepShare> _shares = [];
    private readonly TokenBatch _batch;
    private readonly PrefixLimits _limits;
    private readonly SavedPrefixes _saved;
    private readonly int _maxResident;
    private readonly bool _canShare;
    private IInferenceContext _context;
    private PrefixStore _prefixes;
    private bool _roomMayBeFree;

    public EngineLoop(
        ILoadedModel model, Func<IInferenceContext> createContext, GenerationQueue queue, EngineLoadMeter load, PrefixLimits limits, SavedPrefixes saved, ILogger logger)
    {
        _model = model;
        _createContext = createContext;
        _queue = queue;
        _load = load;
        _limits = limits;
        _saved = saved;
        _logger = logger;
        _context = createContext();
        _batch = new TokenBatch(_context.BatchSize);
        _canShare = model.Description.SupportsPrefixSharing;
        _maxResident = _canShare ? limits.MaxResident : 0;
        _prefixes = CreatePrefixStore();
    }

    /// <summary>Does one step; false when there was nothing to do.</summary>
    public bool Step()
    {
        try
        {
            TakeOutCancelled();
            ForgetContexts();
            Admit();
            StepPlanner.Fill(_batch, _shares, _active, questionsWait: _queue.AnyWaiting(GenerationClass.Question));
            _load.Report(_active, _parked);
            if (_batch.Count == 0)
                return false;
            Decode();
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
            End(generation, FinishReason.Failed, reason);
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
        switch (_context.Decode(_batch))
        {
            case DecodeStatus.Done:
                _saved.Speeds.Computed(_batch.Count, since);
                TakeResults();
                break;
            case DecodeStatus.NoRoom:
                MakeRoom();
                break;
            case DecodeStatus.Aborted:
                ForgetPartialBatch();
                break;
        }
    }

    private void TakeOutCancelled()
    {
        foreach (var generation in _parked.Where(generation => generation.Ticket.CancelRequested).ToList())
        {
            _parked.Remove(generation);
            End(generation, FinishReason.Cancelled);
        }
        foreach (var generation in _active.Where(generation => generation.Ticket.CancelRequested).ToList())
            Retire(generation, FinishReason.Cancelled);
    }

    private void TakeResults()
    {
        foreach (var (generation, count, logitsIndex) in _shares)
        {
            generation.Advance(count);
            if (logitsIndex < 0)
                continue;
            if (generation.Ticket.Request.PrefillOnly)
                SavePrompt(generation);
            else
                TakeToken(generation, _context.Sample(generation.Sampler, logitsIndex));
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
        if (generation.Computed > 0 && _maxResident > 0)
        {
            foreach (var dropped in _prefixes.Keep(generation.Sequence, generation.Tokens[..generation.Computed], generation.Owner))
                Forget(dropped);
        }
        else
        {
            Forget(generation.Sequence);
            _prefixes.Release(generation.Sequence);
        }
    }

    private static void End(ActiveGeneration generation, FinishReason reason, string? failure = null, bool ended = false)
    {
        generation.Finish(reason, failure, ended);
        generation.Dispose();
    }

    /// <summary>The step had no KV room: give up a resident prefix, else let the least urgent generation wait, else fail it.</summary>
    private void MakeRoom()
    {
        if (_prefixes.TryEvict(out var sequence))
        {
            Forget(sequence);
            return;
        }
        if (_active.Count > 1)
        {
            Park(LeastUrgent(_active));
            return;
        }
        var only = _active[0];
        Retire(only, FinishReason.Failed, $"The model's memory of {_context.CellCount} tokens has no room for this request. Shorten the text, or raise SleepTime:Generation:CellCount.");
    }

    /// <summary>Takes a generation's cells and sequence; its tokens stay, and it is computed again when there is room.</summary>
    private void Park(ActiveGeneration generation)
    {
        LogParked(_logger, generation.Ticket.Id, generation.Class, generation.Computed);
        Forget(generation.Sequence);
        _prefixes.Release(generation.Sequence);
        generation.Park();
        _active.Remove(generation);
        _parked.Add(generation);
        _roomMayBeFree = false;
    }

    /// <summary>A stopped decode may have kept a part of the batch: cut each sequence back to what is known to be there.</summary>
    private void ForgetPartialBatch()
    {
        foreach (var (generation, _, _) in _shares)
            Forget(generation.Sequence, from: generation.Computed);
    }

    private void Forget(int sequence, int from = 0)
    {
        if (!_context.Truncate(sequence, from))
            throw new InferenceException($"The model's memory cannot be cut back to {from} tokens.");
    }

    /// <summary>After a failed native call the context cannot be trusted: fail what was in it and make a new one; those who wait go on.</summary>
    private void StartOver(string reason)
    {
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

    private static ActiveGeneration LeastUrgent(IReadOnlyList<ActiveGeneration> generations) =>
        generations.Select((generation, index) => (generation, index)).MaxBy(entry => (entry.generation.Class, entry.index)).generation;

    [LoggerMessage(Level = LogLevel.Error, Message = "Decoding failed; the inference context is made anew")]
    private static partial void LogDecodeFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No room: generation {Id} ({Class}) waits, {Computed} tokens are computed again later")]
    private static partial void LogParked(ILogger logger, Guid id, GenerationClass @class, int computed);
}
