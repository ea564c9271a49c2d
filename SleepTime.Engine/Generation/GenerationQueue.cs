namespace SleepTime.Engine.Generation;

/// <summary>
/// Who waits for the engine, and in which order: by class, within a class first come, first served. All ordering and
/// locking of waiting requests is here. Thread-safe.
/// </summary>
internal sealed class GenerationQueue(GenerationOptions options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkedList<GenerationTicket>[] _classes = [.. Enum.GetValues<GenerationClass>().Select(_ => new LinkedList<GenerationTicket>())];
    private string? _closedBecause = "No model has been loaded yet.";

    /// <exception cref="QueueFullException">The request's class is full.</exception>
    /// <exception cref="ModelNotReadyException">The queue is closed.</exception>
    public void Add(GenerationTicket ticket)
    {
        lock (_gate)
        {
            if (_closedBecause is { } reason)
                throw new ModelNotReadyException(reason, willBeReady: false);
            var waiting = _classes[(int)ticket.Request.Class];
            var limit = options.LimitOf(ticket.Request.Class);
            if (waiting.Count >= limit)
                throw new QueueFullException(ticket.Request.Class, limit, RetryAfter);
            waiting.AddLast(ticket);
            var position = _classes.Take((int)ticket.Request.Class + 1).Sum(list => list.Count);
            ticket.Tell(new GenerationQueued(position, _classes.Sum(list => list.Count)));
        }
    }

    /// <summary>Takes the first one in order that may go, null when none may.</summary>
    public GenerationTicket? Take(Func<GenerationTicket, bool> mayGo)
    {
        lock (_gate)
        {
            foreach (var waiting in _classes)
            {
                for (var node = waiting.First; node is not null; node = node.Next)
                {
                    if (!mayGo(node.Value))
                        continue;
                    waiting.Remove(node);
                    TellPositions();
                    return node.Value;
                }
            }
            return null;
        }
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

    public bool AnyWaiting(GenerationClass @class)
    {
        lock (_gate)
            return _classes[(int)@class].Count > 0;
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
            GenerationTicket[] left = [.. _classes.SelectMany(waiting => waiting)];
            foreach (var waiting in _classes)
                waiting.Clear();
            return left;
        }
    }

    private void TellPositions()
    {
        var total = _classes.Sum(waiting => waiting.Count);
        var position = 0;
        foreach (var ticket in _classes.SelectMany(waiting => waiting))
            ticket.Tell(new GenerationQueued(++position, total));
    }
}
