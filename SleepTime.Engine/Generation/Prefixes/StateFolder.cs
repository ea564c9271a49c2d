namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>Where saved states lie: a folder for each context, so that all of one can be deleted without reading any.</summary>
public sealed class StateFolder(string path)
{
    public string Path { get; } = path;

    internal string Of(Guid contextId) => System.IO.Path.Combine(Path, contextId.ToString("N"));

    /// <summary>The contexts that have a folder. Blocks.</summary>
    /// <exception cref="IOException">It could not be read.</exception>
    internal IReadOnlyList<Guid> List() => Directory.Exists(Path)
        ? [.. Directory.GetDirectories(Path).Select(System.IO.Path.GetFileName).Select(name => Guid.TryParseExact(name, "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)]
        : [];

    /// <summary>Deletes every state of a context, of whatever model. Blocks.</summary>
    /// <exception cref="IOException">A file could not be deleted.</exception>
    internal void Delete(Guid contextId)
    {
        if (Directory.Exists(Of(contextId)))
            Directory.Delete(Of(contextId), recursive: true);
    }
}
