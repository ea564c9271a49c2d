using System.Collections.Concurrent;

namespace SleepTime.Web.Live;

/// <summary>What a hub client can watch; the name is also that of its group.</summary>
public enum Topic
{
    Queue,
    Model,
    Contexts,
}

/// <summary>Who watches which topic, so that nothing is read from the database for nobody. Thread-safe.</summary>
public sealed class Audience
{
    private readonly ConcurrentDictionary<(string Connection, Topic Topic), bool> _watchers = new();

    public void Join(string connection, Topic topic) => _watchers[(connection, topic)] = true;

    public void Leave(string connection)
    {
        foreach (var topic in Enum.GetValues<Topic>())
            _watchers.TryRemove((connection, topic), out _);
    }

    /// <summary>The connections that watch a topic now.</summary>
    public IReadOnlyList<string> Of(Topic topic) => [.. _watchers.Keys.Where(watcher => watcher.Topic == topic).Select(watcher => watcher.Connection)];

    public bool Watches(Topic topic) => _watchers.Keys.Any(watcher => watcher.Topic == topic);
}
