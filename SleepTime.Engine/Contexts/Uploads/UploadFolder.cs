namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>
/// The bytes of uploaded files until their text is stored. Files are named by our own ids: what somebody calls a file is
/// never a part of a path. Thread-safe.
/// </summary>
internal sealed class UploadFolder(string path)
{
    private const string Whole = ".upload";
    private const string Partial = ".part";

    public string PathOf(Guid id) => Path.Combine(path, id + Whole);

    /// <summary>A file to write to while it arrives; it has another name until <see cref="Complete"/>, so that half a file is never read.</summary>
    public FileStream Create(Guid id)
    {
        Directory.CreateDirectory(path);
        return new FileStream(Path.Combine(path, id + Partial), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    public void Complete(Guid id) => File.Move(Path.Combine(path, id + Partial), PathOf(id));

    public bool Has(Guid id) => File.Exists(PathOf(id));

    public void Delete(Guid id)
    {
        if (!Directory.Exists(path))
            return;
        File.Delete(PathOf(id));
        File.Delete(Path.Combine(path, id + Partial));
    }

    /// <summary>At the start, when nothing arrives yet: takes away what no row speaks of, such as files that a crash cut short.</summary>
    public void DeleteAllBut(IReadOnlySet<Guid> known)
    {
        if (!Directory.Exists(path))
            return;
        foreach (var file in Directory.EnumerateFiles(path))
        {
            var isWhole = Path.GetExtension(file) == Whole && Guid.TryParse(Path.GetFileNameWithoutExtension(file), out var id) && known.Contains(id);
            if (!isWhole && Path.GetExtension(file) is (Whole or Partial))
                File.Delete(file);
        }
    }
}
