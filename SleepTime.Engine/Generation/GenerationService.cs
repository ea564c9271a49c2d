using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation.Lookup;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation;

/// <summary>
/// The front door to the one model: takes requests into a queue with priorities and runs them on the engine thread, or on
/// remote engines.
/// Thread-safe.
/// </summary>
public sealed partial class GenerationService
{
    internal const string ServerStops = "The server is stopping.";

    private readonly GenerationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<GenerationService> _logger;
    private readonly ActivityFeed _feed;
    private readonly GenerationQueue _queue;
    private readonly EngineLoadMeter _load;
    private readonly StateKeeping _states;
    private readonly Lock _gate = new();
    // Of others the engine can hold nothing, so that nobody need wait for its step to have them forgotten.
    private readonly ConcurrentDictionary<Guid, bool> _contextsUsed = [];
    private IGenerationEngine? _engine;
    private EngineLoop? _loop;
    private int _contextLength;
    private volatile GenerationModel? _model;

    /// <param name="states">Where states are kept on disk; null keeps none there.</param>
    public GenerationService(
        IOptions<GenerationOptions> options, ActivityFeed feed, TimeProvider time, ILogger<GenerationService> logger, StateFolder? states = null)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _feed = feed;
        _states = new StateKeeping(states, _options, time, logger);
        _queue = new GenerationQueue(_options, time);
        _load = new EngineLoadMeter(_queue, time, PublishLoad);
    }

    /// <summary>How busy the engine is.</summary>
    public EngineLoad Load => _load.Current;

    /// <summary>What the engine has done so far.</summary>
    public EngineCounts Counts => _load.Counters.Current;

    /// <summary>What kept prefixes have been good for.</summary>
    public PrefixUse PrefixUse => _states.Use;

    /// <summary>Queues a request. It runs whether or not anyone watches it.</summary>
    /// <exception cref="ArgumentException">The prompt is empty or has a token that does not exist, no token is wanted, or a sampling value is out of its range.</exception>
    /// <exception cref="ModelNotReadyException">No model is ready.</exception>
    /// <exception cref="QueueFullException">Its class, or its owner among questions, has as many waiting as allowed.</exception>
    /// <exception cref="PromptTooLongException">Prompt and answer together do not fit the context length.</exception>
    public GenerationTicket Submit(GenerationRequest request)
    {
        var ticket = Ticket(request);
        Enqueue(ticket);
        return ticket;
    }

    /// <summary>
    /// Queues requests that belong together, all or none. They are admitted in this order like any others, side by side
    /// where there is room.
    /// </summary>
    /// <param name="requests">At least one; all of one class and one owner.</param>
    /// <returns>A ticket for each, in the same order.</returns>
    /// <exception cref="ArgumentException">There are none, they differ in class or owner, or one is wrong as for a single request.</exception>
    /// <exception cref="ModelNotReadyException">No model is ready.</exception>
    /// <exception cref="QueueFullException">There is no room for all just now; none was queued.</exception>
    /// <exception cref="TooManyAtOnceException">They are more than may ever wait, so that trying again would not help.</exception>
    /// <exception cref="PromptTooLongException">Prompt and answer of one together do not fit the context length; none was queued.</exception>
    public IReadOnlyList<GenerationTicket> Submit(IReadOnlyList<GenerationRequest> requests)
    {
        if (requests.Count == 0)
            throw new ArgumentException("There are no requests.", nameof(requests));
        if (requests.Any(request => request.Class != requests[0].Class || request.Owner != requests[0].Owner))
            throw new ArgumentException("Requests that belong together have one class and one owner.", nameof(requests));
        GenerationTicket[] tickets = [.. requests.Select(Ticket)];
        Enqueue(tickets);
        return tickets;
    }

    /// <exception cref="ArgumentException">As <see cref="Submit(GenerationRequest)"/>, like all others.</exception>
    private GenerationTicket Ticket(GenerationRequest request)
    {
        if (request.Prompt.Count == 0)
            throw new ArgumentException("The prompt has no tokens.", nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxTokens, 1);
        request.Sampling.Verify();
        VerifyReady(request.Vocabulary);
        VerifyTokens(request.Prompt, nameof(request));
        foreach (var source in request.DraftSources)
            VerifyTokens(source, nameof(request));
        if (request.MaxTokens > _contextLength - request.Prompt.Count)
            throw new PromptTooLongException(request.Prompt.Count, request.MaxTokens, _contextLength);

        return new GenerationTicket(request, new GenerationClock(_time), OnCancel, LookupFor(request), OnEnded);
    }

    /// <summary>Makes an inference context of the model and starts the engine thread on it. The model stays the caller's.</summary>
    /// <param name="contextLength">Most tokens of prompt and answer of one request.</param>
    /// <param name="states">Whose states on disk these are; null keeps none there.</param>
    /// <returns>Completes with the reason when the engine has ended: stopped, or broken by an error of its own. Never faults.</returns>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    /// <exception cref="ModelLoadException">The inference context could not be made.</exception>
    public Task<string> Start(ILoadedModel model, InferenceContextOptions options, int contextLength, StateModel? states = null)
    {
        lock (_gate)
        {
            ThrowIfRunning();
            var limits = new PrefixLimits(_options.MaxResidentPrefixes, _options.ResidentCellPercent);
            var saved = _states.Open(model, states, () => (Volatile.Read(ref _engine) as EngineThread)?.StateHasCome());
            EngineLoop loop;
            try
            {
                loop = new EngineLoop(
                    model, () => model.CreateContext(options), _queue, _load, limits, saved, new BackgroundShares(_options.BackgroundPercent, _options.RiderPercent), _time, _logger);
            }
            catch
            {
                _states.Abandon();
                throw;
            }
            Volatile.Write(ref _loop, loop);
            return Open(new GenerationModel(model.Description.Name, model.Vocabulary, "llama.cpp", IsRemote: false), Math.Min(contextLength, options.CellCount), () => new EngineThread(loop, _queue, _logger));
        }
    }

    /// <summary>Starts with engines elsewhere in the place of the engine thread: the same queue, other hands. Nothing is scored and no state is kept then.</summary>
    /// <returns>As of <see cref="Start(ILoadedModel, InferenceContextOptions, int, StateModel)"/>.</returns>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    internal Task<string> Start(GenerationModel model, int contextLength, Func<GenerationQueue, EngineLoadMeter, IGenerationEngine> create)
    {
        lock (_gate)
        {
            ThrowIfRunning();
            return Open(model, contextLength, () => create(_queue, _load));
        }
    }

    /// <summary>Ends all requests, frees the inference context and returns when the engine thread has ended.</summary>
    /// <param name="reason">Why they end, in a sentence that they are told.</param>
    public async Task StopAsync(string reason = ServerStops)
    {
        IGenerationEngine? engine;
        lock (_gate)
        {
            engine = _engine;
            Volatile.Write(ref _engine, null);
        }
        if (engine is not null)
            await engine.StopAsync(reason);
        Volatile.Write(ref _loop, null);
        await _states.CloseAsync();
    }

    /// <summary>
    /// Reads a prompt's beginning as background work, keeps it for questions and puts its state on disk, so that the first
    /// question that begins like it is warm also after a restart.
    /// </summary>
    /// <param name="vocabulary">As of <see cref="GenerationRequest.Vocabulary"/>.</param>
    /// <returns>
    /// Its ticket ends with <see cref="FinishReason.MaxTokens"/> and no text when it was read, its outcome says whether its
    /// file is there then; null when no states are kept on disk.
    /// </returns>
    /// <exception cref="ArgumentException">As <see cref="Submit(GenerationRequest)"/>.</exception>
    /// <exception cref="ModelNotReadyException">No model is ready.</exception>
    /// <exception cref="QueueFullException">As much background work waits as allowed.</exception>
    /// <exception cref="PromptTooLongException">It does not fit the context length.</exception>
    public PrefixSave? SavePrefix(IReadOnlyList<int> tokens, Guid contextId, string owner, IVocabulary? vocabulary = null)
    {
        if (!_states.AreKeptOnDisk)
            return null;
        var ticket = Submit(new GenerationRequest
        {
            Prompt = tokens, Class = GenerationClass.Sleep, MaxTokens = 1, ContextId = contextId, Owner = owner, PrefillOnly = true, Vocabulary = vocabulary,
        });
        return new PrefixSave(ticket, ticket.Saved);
    }

    /// <summary>Completes when the states that wait to be written now have been: the time to try again after <see cref="PrefixSaveOutcome.DiskBusy"/>.</summary>
    public Task StatesWrittenAsync() => _states.CaughtUpAsync();

    /// <summary>
    /// Gives up everything kept of a context, in cells, in memory and on disk. Call it when nothing generates from it any
    /// more; what does is kept anew.
    /// </summary>
    /// <exception cref="IOException">A file could not be deleted.</exception>
    public async Task ForgetContextAsync(Guid contextId)
    {
        var loop = Volatile.Read(ref _loop);
        if (_contextsUsed.TryRemove(contextId, out _) && loop is not null && Volatile.Read(ref _engine) is { } engine)
        {
            var forgotten = loop.ForgetAsync(contextId);
            engine.Wake();
            await Task.WhenAny(forgotten, engine.Ended);
        }
        // Last, since until then the engine could still hand a state over to be written.
        await _states.ForgetAsync(contextId);
    }

    /// <summary>Built here, on the caller's side. Drawing by chance has no drafts: they would change what is drawn.</summary>
    private PromptLookup? LookupFor(GenerationRequest request) =>
        _options.LookupTokens > 0 && request.Sampling.Temperature == 0 && !request.PrefillOnly && _model is { IsRemote: false }
            ? new PromptLookup(request.Prompt is int[] prompt ? prompt : [.. request.Prompt], request.DraftSources, _options.LookupTokens)
            : null;

    private void Enqueue(params ReadOnlySpan<GenerationTicket> tickets)
    {
        foreach (var ticket in tickets)
        {
            if (ticket.Request.ContextId is { } contextId)
                _contextsUsed[contextId] = true;
        }
        _queue.Add(tickets);
        var engine = Volatile.Read(ref _engine);
        if (tickets[0].Request.Class == GenerationClass.Question)
            engine?.YieldToQuestion();
        PublishLoad();
        engine?.Wake();
    }

    private Task<string> Open(GenerationModel model, int contextLength, Func<IGenerationEngine> create)
    {
        _contextLength = contextLength;
        _model = model;
        _queue.Open();
        var engine = create();
        Volatile.Write(ref _engine, engine);
        return engine.Ended;
    }

    private void ThrowIfRunning()
    {
        if (_engine is not null)
            throw new InvalidOperationException("The engine runs already; stop it before starting it with another model.");
    }

    private void VerifyReady(IVocabulary? vocabulary)
    {
        if (Volatile.Read(ref _engine) is null)
            throw new ModelNotReadyException("No model is ready to generate.", willBeReady: false);
        if (vocabulary is not null && !ReferenceEquals(vocabulary, _model?.Vocabulary))
            throw new ModelNotReadyException("Another model was loaded meanwhile. Try again.", willBeReady: true);
    }

    private void VerifyTokens(IReadOnlyList<int> tokens, string parameter)
    {
        var size = _model!.Vocabulary.Count;
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)size)
                throw new ArgumentException($"There is no token {token}; ids are 0 to {size - 1}.", parameter);
        }
    }

    private void OnCancel(GenerationTicket ticket)
    {
        if (_queue.Remove(ticket))
        {
            ticket.FinishUnadmitted(FinishReason.Cancelled, null);
            PublishLoad();
        }
        Volatile.Read(ref _engine)?.Wake();
    }

    private void PublishLoad() => _feed.Publish(new EngineLoadChanged());
}
