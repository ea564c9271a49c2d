namespace SleepTime.Engine.Experiments.DataSets;

/// <summary>The files of data sets, named by our own ids, and files that arrive to be imported. Thread-safe.</summary>
internal sealed class DataSetFolder(string path)
{
    private const string Whole = ".jsonl";
    private const string Partial = ".part";
    private const string Arriving = ".import";

    public Stream Open(Guid id) => new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    /// <summary>A file to write to; it has another name until <see cref="Complete"/>, so that half a set is never read.</summary>
    public Stream Create(Guid id) => New(id + Partial);

    public void Complete(Guid id) => File.Move(Path.Combine(path, id + Partial), PathOf(id));

    /// <summary>A file as somebody sent it, which goes when it is disposed.</summary>
    public FileStream Receive()
    {
        Directory.CreateDirectory(path);
        return new FileStream(Path.Combine(path, Guid.CreateVersion7() + Arriving), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65_536, FileOptions.DeleteOnClose);
    }

    public void Delete(Guid id)
    {
        if (!Directory.Exists(path))
            return;
        File.Delete(PathOf(id));
        File.Delete(Path.Combine(path, id + Partial));
    }

    /// <summary>At the start: takes away what no row speaks of, such as files that a crash cut short.</summary>
    public void DeleteAllBut(IReadOnlySet<Guid> known)
    {
        if (!Directory.Exists(path))
            return;
        foreach (var file in Directory.EnumerateFiles(path))
        {
            var isWhole = Path.GetExtension(file) == Whole && Guid.TryParse(Path.GetFileNameWithoutExtension(file), out var id) && known.Contains(id);
            if (!isWhole && Path.GetExtension(file) is (Whole or Partial or Arriving))
                File.Delete(file);
        }
    }

    private string PathOf(Guid id) => Path.Combine(path, id + Whole);

    private FileStream New(string name)
    {
        Directory.CreateDirectory(path);
        return new FileStream(Path.Combine(path, name), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }
}
