namespace SleepTime.Engine.Generation;

/// <summary>
/// The waiting requests of one class, fair between owners: each request starts at a virtual time that lies past all that
/// its owner has waiting, by their tokens (start-time fair queueing). With each request that is served the virtual time
/// passes by its part for one of the owners waiting, so owners who come anew cannot keep old ones waiting. One owner's ten requests thus stand behind
/// another's one, and an owner's own requests keep their order. Not thread-safe: <see cref="GenerationQueue"/> locks.
/// </summary>
internal sealed class FairOrder
{
    // Owners that were served long ago are forgotten once there are more than this.
    private const int RememberedOwners = 1024;

    // More than all tokens that wait between two times that nobody does.
    private const long LongAgo = 1L << 40;

    private readonly LinkedList<Place> _places = [];
    private readonly Dictionary<string, Share> _owners = [];
    private long _now;
    private int _ownersWaiting;
    private int _epoch;

    public int Count => _places.Count;

    /// <summary>In the order in which they go.</summary>
    public LinkedList<Place> Places => _places;

    /// <summary>Owners about whom anything is remembered.</summary>
    public int OwnerCount => _owners.Count;

    public int CountOf(string owner) => _owners.GetValueOrDefault(owner).Waiting;

    /// <summary>Puts a request at its place.</summary>
    public void Add(GenerationTicket ticket)
    {
        var share = _owners.GetValueOrDefault(ticket.Request.Owner);
        Put(new Place(ticket, Math.Max(_now, share.Finish)), share, passesEquals: false);
    }

    /// <summary>
    /// Puts one at its place again that was taken and not served: before all that begin at the same time, and its tokens are
    /// not counted a second time.
    /// </summary>
    public void PutBack(GenerationTicket ticket)
    {
        // Where nobody waited meanwhile, all began anew: whatever was taken before that goes before what came after it.
        var start = ticket.TakenAt is { } taken ? taken.Start - ((_epoch - taken.Epoch) * LongAgo) : _now;
        Put(new Place(ticket, start), _owners.GetValueOrDefault(ticket.Request.Owner), passesEquals: true);
    }

    private void Put(Place place, Share share, bool passesEquals)
    {
        var owner = place.Ticket.Request.Owner;
        _owners[owner] = new Share(Math.Max(share.Finish, place.Start + place.Cost), share.Waiting + 1);
        if (share.Waiting == 0)
            _ownersWaiting++;

        var before = _places.Last;
        while (before is not null && (before.Value.Start > place.Start || (passesEquals && before.Value.Start == place.Start)))
            before = before.Previous;
        if (before is null)
            _places.AddFirst(place);
        else
            _places.AddAfter(before, place);
    }

    /// <summary>Takes the first one in order that may go, null when none may.</summary>
    public GenerationTicket? Take(Func<GenerationTicket, bool> mayGo)
    {
        for (var node = _places.First; node is not null; node = node.Next)
        {
            if (!mayGo(node.Value.Ticket))
                continue;
            // Not up to the earliest start of those left: with two new owners always waiting it would stand still there.
            _now = Math.Max(_now, node.Value.Start) + (node.Value.Cost + _ownersWaiting - 1) / _ownersWaiting;
            node.Value.Ticket.TakenAt = (_epoch, node.Value.Start);
            Forget(node, served: true);
            return node.Value.Ticket;
        }
        return null;
    }

    /// <summary>Takes one out that is not to be served; false when it does not wait here.</summary>
    public bool Remove(GenerationTicket ticket)
    {
        for (var node = _places.First; node is not null; node = node.Next)
        {
            if (node.Value.Ticket != ticket)
                continue;
            Forget(node, served: false);
            return true;
        }
        return false;
    }

    public void Clear()
    {
        _places.Clear();
        _owners.Clear();
        _ownersWaiting = 0;
        _now = 0;
        _epoch++;
    }

    private void Forget(LinkedListNode<Place> node, bool served)
    {
        var (ticket, start) = node.Value;
        _places.Remove(node);
        var share = _owners[ticket.Request.Owner];

        // A request that was never served is not held against its owner, unless others of theirs stand behind it already.
        var finish = !served && share.Finish == start + node.Value.Cost ? start : share.Finish;
        _owners[ticket.Request.Owner] = new Share(finish, share.Waiting - 1);
        if (share.Waiting == 1)
            _ownersWaiting--;
        if (_places.Count == 0)
            Clear();
        else if (_owners.Count > RememberedOwners)
            ForgetOldOwners();
    }

    private void ForgetOldOwners()
    {
        foreach (var (owner, share) in _owners)
        {
            if (share.Waiting == 0 && share.Finish <= _now)
                _owners.Remove(owner);
        }
    }

    internal readonly record struct Place(GenerationTicket Ticket, long Start)
    {
        public long Cost => (long)Ticket.Request.Prompt.Count + Ticket.Request.MaxTokens;
    }

    /// <param name="Finish">The virtual time at which all of the owner's requests so far are served.</param>
    private readonly record struct Share(long Finish, int Waiting);
}
