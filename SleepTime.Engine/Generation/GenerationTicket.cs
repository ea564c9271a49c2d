using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SleepTime.Engine.Generation.Lookup;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Generation;

/// <summary>A request on its way: its updates, its result, and the way to cancel it. Thread-safe.</summary>
public sealed class GenerationTicket
{
    private const int Aside = 1;
    private const int Back = 2;

    // Bounded by what a request itself can bring: a text update per token up to its MaxTokens, a prefill update per step
    // that reads it. Its position in the queue and whether it steps aside change with what others do, so there is at most
    // one of each unread, which stands for the latest. Many may tell positions, under the queue's lock.
    private readonly Channel<GenerationUpdate> _updates =
        Channel.CreateUnbounded<GenerationUpdate>(new UnboundedChannelOptions { SingleReader = true });

    private static readonly GenerationUpdate LatestPlace = new GenerationQueued(0, 0);
    private static readonly GenerationUpdate LatestAside = new GenerationSteppedAside(false);

    private readonly TaskCompletionSource<GenerationResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<PrefixSaveOutcome> _saved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<GenerationTicket> _onCancel;
    private readonly Action<GenerationTicket, GenerationResult>? _onEnded;
    private int _position;
    private long _unreadPlace;
    private int _unreadAside;
    private int _cancelled;
    private volatile bool _steppedAside;

    internal GenerationTicket(GenerationRequest request, GenerationClock clock, Action<GenerationTicket> onCancel, PromptLookup? lookup = null, Action<GenerationTicket, GenerationResult>? onEnded = null)
    {
        // A copy: the caller may change its list, and the engine looks at the tokens as a span, again and again.
        Prompt = [.. request.Prompt];
        Request = request with { Prompt = Prompt };
        LogProbabilities = request.ScoreFrom > 0 ? new double[request.Prompt.Count - request.ScoreFrom] : null;
        Clock = clock;
        _onCancel = onCancel;
        _onEnded = onEnded;
        Caller = Activity.Current?.Context ?? default;
        Lookup = lookup;
    }

    public Guid Id { get; } = Guid.CreateVersion7();

    public GenerationRequest Request { get; }

    internal int[] Prompt { get; }

    /// <summary>Completes with the result, also when cancelled or failed; never faults.</summary>
    public Task<GenerationResult> Completion => _completion.Task;

    /// <summary>What became of the state of a request that is there for it; of another it says nothing.</summary>
    internal Task<PrefixSaveOutcome> Saved => _saved.Task;

    /// <summary>True while background work waits for questions, its KV state kept.</summary>
    public bool SteppedAside
    {
        get => _steppedAside;
        internal set
        {
            if (value == _steppedAside)
                return;
            _steppedAside = value;
            if (Interlocked.Exchange(ref _unreadAside, value ? Aside : Back) == 0)
                Tell(LatestAside);
        }
    }

    internal GenerationClock Clock { get; }

    /// <summary>Where it stood among those of its class when it was taken last; under the queue's lock.</summary>
    internal (int Epoch, long Start)? TakenAt { get; set; }

    internal DateTimeOffset SubmittedAt => Clock.SubmittedAt;

    /// <summary>The span within which it was submitted.</summary>
    internal ActivityContext Caller { get; }

    /// <summary>Where its drafts come from; null when it takes none. Engine thread only, once queued.</summary>
    internal PromptLookup? Lookup { get; }

    /// <summary>Of a request that is scored; written by the engine thread, whole once <see cref="Completion"/> has ended well.</summary>
    internal double[]? LogProbabilities { get; }

    /// <summary>The state that is read from disk for it; engine thread only.</summary>
    internal StateLoad? Load { get; set; }

    /// <summary>True while its state, or others before it, are still being read from disk: until then it has no use for the engine. Engine thread only.</summary>
    internal bool WaitsForItsState => Load is { } load ? load.IsUnderWay : WaitsForALoad;

    /// <summary>As many states as may be are being read before its own, as of when it was looked at last; engine thread only.</summary>
    internal bool WaitsForALoad { get; set; }

    /// <summary>What it was found to share while it waited; engine thread only.</summary>
    internal PrefixLook? Look { get; set; }

    internal bool CancelRequested => Volatile.Read(ref _cancelled) != 0;

    /// <summary>
    /// The updates, once each, ending with <see cref="GenerationFinished"/>; of positions in the queue, and of stepping aside
    /// and coming back, the latest only. One reader.
    /// </summary>
    public async IAsyncEnumerable<GenerationUpdate> ReadUpdatesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in _updates.Reader.ReadAllAsync(cancellationToken))
            yield return ReferenceEquals(update, LatestPlace) ? TakePlace() : ReferenceEquals(update, LatestAside) ? TakeAside() : update;
    }

    /// <summary>Ends it within one engine step, also while it waits or its prompt is being read.</summary>
    public void Cancel()
    {
        if (Interlocked.Exchange(ref _cancelled, 1) == 0)
            _onCancel(this);
    }

    /// <summary>Where it stands in the queue. Called under the queue's lock.</summary>
    internal void TellPosition(int position, int waiting)
    {
        if (position == _position)
            return;
        _position = position;
        if (Interlocked.Exchange(ref _unreadPlace, (long)position << 32 | (uint)waiting) == 0)
            Tell(LatestPlace);
    }

    private GenerationQueued TakePlace()
    {
        var place = Interlocked.Exchange(ref _unreadPlace, 0);
        return new GenerationQueued((int)(place >> 32), (int)place);
    }

    private GenerationSteppedAside TakeAside() => new(Interlocked.Exchange(ref _unreadAside, 0) == Aside);

    internal void Tell(GenerationUpdate update) => _updates.Writer.TryWrite(update);

    /// <summary>A second call changes nothing.</summary>
    internal void TellSaved(PrefixSaveOutcome outcome) => _saved.TrySetResult(outcome);

    /// <summary>The one end of a request; a second call changes nothing.</summary>
    internal void Finish(GenerationResult result)
    {
        if (!_completion.TrySetResult(result))
            return;
        _steppedAside = false;
        // One that was read has said already what becomes of its state, or its writer will.
        if (result.Reason != FinishReason.MaxTokens)
            TellSaved(PrefixSaveOutcome.NotRead);
        _updates.Writer.TryWrite(new GenerationFinished(result));
        _updates.Writer.Complete();
        _onEnded?.Invoke(this, result);
    }

    /// <summary>Ends a request that the engine never admitted.</summary>
    internal void FinishUnadmitted(FinishReason reason, string? failure, bool engineStopped = false) =>
        Finish(new GenerationResult(reason, "", failure, new TokenUsage(Request.Prompt.Count, 0, 0), Clock.Timings(0)) { EngineStopped = engineStopped });
}
