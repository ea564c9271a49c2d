namespace SleepTime.Engine.Generation;

/// <summary>
/// Who waits for the engine, and in which order: by class, within a class fair between owners, of one owner first come,
/// first served. All ordering and locking of waiting requests is here. Thread-safe.
/// </summary>
internal sealed class GenerationQueue
{
    /// <summary>Experiments that may pass a waiting sleep request before it is its turn.</summary>
    private const int ExperimentsBeforeSleep = 8;

    private static readonly GenerationClass[] Order = [GenerationClass.Question, GenerationClass.Experiment, GenerationClass.Sleep];
    private static readonly GenerationClass[] OrderOfSleepsTurn = [GenerationClass.Question, GenerationClass.Sleep, GenerationClass.Experiment];

    private readonly GenerationOptions _options;
    private readonly Lock _gate = new();
    private readonly FairOrder[] _classes = [.. Enum.GetValues<GenerationClass>().Select(_ => new FairOrder())];
    private readonly AdmissionPace[] _paces;

    // Of the one who takes.
    private readonly List<GenerationTicket> _inOrder = [];
    private string? _closedBecause = "No model has been loaded yet.";
    private int _sleepPassedOver;

    public GenerationQueue(GenerationOptions options, TimeProvider time)
    {
        _options = options;
        _paces = [.. _classes.Select(_ => new AdmissionPace(time))];
    }

    /// <summary>Queues requests of one class and owner, all or none.</summary>
    /// <exception cref="QueueFullException">The class, or the owner's part of it, has no room for all just now.</exception>
    /// <exception cref="TooManyAtOnceException">They are more than may ever wait.</exception>
    /// <exception cref="ModelNotReadyException">The queue is closed.</exception>
    public void Add(params ReadOnlySpan<GenerationTicket> tickets)
    {
        lock (_gate)
        {
            var @class = tickets[0].Request.Class;
            var waiting = _classes[(int)@class];
            RefuseIfFull(@class, tickets[0].Request.Owner, waiting, tickets.Length);
            foreach (var ticket in tickets)
                waiting.Add(ticket);
            TellPositions();
        }
    }

    /// <summary>
    /// Takes the first one in order that may go, null when none may. They are looked at without the lock, so that nobody
    /// who submits or cancels waits for that; who comes meanwhile is looked at the next time. One caller at a time.
    /// </summary>
    public GenerationTicket? Take(Func<GenerationTicket, bool> mayGo)
    {
        CopyInOrder();
        GenerationTicket? taken = null;
        for (var i = 0; i < _inOrder.Count && taken is null; i++)
        {
            if (mayGo(_inOrder[i]) && TryTake(_inOrder[i]))
                taken = _inOrder[i];
        }
        _inOrder.Clear();
        return taken;
    }

    /// <summary>Takes one out; false when it does not wait (any more).</summary>
    public bool Remove(GenerationTicket ticket)
    {
        lock (_gate)
        {
            if (!_classes[(int)ticket.Request.Class].Remove(ticket))
                return false;
            TellPositions();
            return true;
        }
    }

    /// <summary>
    /// Lets one wait again that was taken, whether there is room or not: it was let in once. It goes where it stood, before
    /// all that came after it.
    /// </summary>
    /// <returns>False when the queue is closed.</returns>
    public bool PutBack(GenerationTicket ticket)
    {
        lock (_gate)
        {
            if (_closedBecause is not null)
                return false;
            _classes[(int)ticket.Request.Class].PutBack(ticket);
            TellPositions();
            return true;
        }
    }

    public bool AnyWaiting(GenerationClass @class)
    {
        lock (_gate)
            return _classes[(int)@class].Count > 0;
    }

    /// <summary>Whether any waits for more than its state, which is being read from disk. Of the one who takes.</summary>
    public bool AnyWaitingForTheEngine(GenerationClass @class)
    {
        lock (_gate)
        {
            foreach (var place in _classes[(int)@class].Places)
            {
                if (!place.Ticket.WaitsForItsState)
                    return true;
            }
            return false;
        }
    }

    public int[] CountPerClass()
    {
        lock (_gate)
            return [.. _classes.Select(waiting => waiting.Count)];
    }

    public void Open()
    {
        lock (_gate)
            _closedBecause = null;
    }

    /// <summary>Takes no more requests and hands over those that wait.</summary>
    public IReadOnlyList<GenerationTicket> Close(string reason)
    {
        lock (_gate)
        {
            _closedBecause = reason;
            GenerationTicket[] left = [.. _classes.SelectMany(waiting => waiting.Places).Select(place => place.Ticket)];
            foreach (var waiting in _classes)
                waiting.Clear();
            return left;
        }
    }

    private void CopyInOrder()
    {
        _inOrder.Clear();
        lock (_gate)
        {
            foreach (var @class in _sleepPassedOver < ExperimentsBeforeSleep ? Order : OrderOfSleepsTurn)
            {
                foreach (var place in _classes[(int)@class].Places)
                    _inOrder.Add(place.Ticket);
            }
        }
    }

    /// <summary>False when it was cancelled meanwhile.</summary>
    private bool TryTake(GenerationTicket ticket)
    {
        lock (_gate)
        {
            var @class = ticket.Request.Class;
            var waiting = _classes[(int)@class];
            if (waiting.Take(candidate => candidate == ticket) is null)
                return false;
            _paces[(int)@class].Admitted(othersWait: waiting.Count > 0);
            CountPassedOver(@class);
            TellPositions();
            return true;
        }
    }

    private void RefuseIfFull(GenerationClass @class, string owner, FairOrder waiting, int more)
    {
        if (_closedBecause is { } reason)
            throw new ModelNotReadyException(reason, willBeReady: false);
        if (more > _options.GroupLimitOf(@class))
            throw new TooManyAtOnceException(@class, more, _options.GroupLimitOf(@class), _options.GroupSettingOf(@class));
        var retryAfter = _paces[(int)@class].RetryAfter;
        if (waiting.Count + more > _options.LimitOf(@class))
            throw new QueueFullException(@class, waiting.Count, _options.LimitOf(@class), retryAfter);
        if (@class == GenerationClass.Question && waiting.CountOf(owner) is var own && own + more > _options.MaxWaitingQuestionsPerOwner)
            throw new QueueFullException(@class, own, _options.MaxWaitingQuestionsPerOwner, retryAfter, ofOneOwner: true);
    }

    private void CountPassedOver(GenerationClass taken)
    {
        if (taken == GenerationClass.Sleep || _classes[(int)GenerationClass.Sleep].Count == 0)
            _sleepPassedOver = 0;
        else if (taken == GenerationClass.Experiment)
            _sleepPassedOver++;
    }

    /// <summary>Tells those whose number changed.</summary>
    private void TellPositions()
    {
        var total = 0;
        foreach (var waiting in _classes)
            total += waiting.Count;
        var position = 0;
        foreach (var waiting in _classes)
        {
            foreach (var place in waiting.Places)
                place.Ticket.TellPosition(++position, total);
        }
    }
}
