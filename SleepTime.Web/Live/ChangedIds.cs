namespace SleepTime.Web.Live;

/// <summary>Ids gathered between two messages, each once. As large as what can change within one interval. Thread-safe.</summary>
internal sealed class ChangedIds
{
    private readonly Lock _gate = new();
    private HashSet<Guid> _ids = [];

    public void Add(Guid id)
    {
        lock (_gate)
            _ids.Add(id);
    }

    public IReadOnlyCollection<Guid> Take()
    {
        lock (_gate)
        {
            var taken = _ids;
            _ids = [];
            return taken;
        }
    }
}
