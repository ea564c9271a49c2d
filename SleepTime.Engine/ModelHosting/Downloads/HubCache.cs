using System.Text.RegularExpressions;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>
/// The cache of the Hugging Face hub on disk, as its own tools lay it out: models--org--repo with blobs named by ETag, refs
/// that name the commit of a branch, and snapshots that link a commit's files to blobs. Thread-safe.
/// </summary>
internal sealed partial class HubCache(string root, Action<string, string>? link = null)
{
    // Not the ".incomplete" of other tools: they go on at the length of such a file, and ours has its full length from the start.
    private const string Partial = ".sleeptime.incomplete";

    private readonly Action<string, string> _link = link ?? ((path, target) => File.CreateSymbolicLink(path, target));

    public string Root { get; } = root;

    /// <summary>What a reference means among the files that are here, whoever fetched them; null where not all of it is.</summary>
    /// <returns>The first file, which is the one to load, and the bytes of all.</returns>
    public (string Path, long Bytes)? Find(HubReference reference)
    {
        if (CommitOf(reference.Repo, reference.Revision) is not { } commit)
            return null;
        var files = GgufChoice.Of(reference, List(reference.Repo, commit)).Files;
        return files.Count == 0 ? null : (SnapshotPath(reference.Repo, commit, files[0].Path), files.Sum(file => file.Size));
    }

    /// <summary>Whether a file is here whole; one that is among the blobs only is put into its snapshot.</summary>
    public bool Has(DownloadPlan plan, PlannedFile file)
    {
        if (SizeOf(SnapshotPath(plan, file)) == file.Size)
            return true;
        if (!IsHere(plan, file))
            return false;
        Show(plan, file);
        return true;
    }

    /// <summary>Whether a file is here whole, in its snapshot or among the blobs only; writes nothing.</summary>
    public bool IsHere(DownloadPlan plan, PlannedFile file) => SizeOf(SnapshotPath(plan, file)) == file.Size || SizeOf(BlobPath(plan.Repo, file.ETag)) == file.Size;

    public string SnapshotPath(DownloadPlan plan, PlannedFile file) => SnapshotPath(plan.Repo, plan.Commit, file.Path);

    /// <summary>Where the bytes of a file are gathered: beside the blobs and on the same disk, under a name that nobody takes for a whole file.</summary>
    public string PartialPath(string repo, string etag) => BlobPath(repo, etag) + Partial;

    /// <summary>Makes the gathered bytes a blob and shows it in its snapshot. Renamed in one go: half a file never has a whole one's name.</summary>
    public void Complete(DownloadPlan plan, PlannedFile file)
    {
        File.Move(PartialPath(plan.Repo, file.ETag), BlobPath(plan.Repo, file.ETag), overwrite: true);
        Show(plan, file);
    }

    /// <summary>Remembers which commit a branch or tag meant.</summary>
    public void SetCommit(string repo, string revision, string commit)
    {
        if (revision == commit)
            return;
        var path = Path.Combine(FolderOf(repo), "refs", Local(revision));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, commit);
    }

    private string? CommitOf(string repo, string revision)
    {
        var path = Path.Combine(FolderOf(repo), "refs", Local(revision));
        var commit = File.Exists(path) ? File.ReadAllText(path).Trim() : revision;
        return Commit().IsMatch(commit) ? commit : null;
    }

    private List<HubFile> List(string repo, string commit)
    {
        var snapshot = Path.Combine(FolderOf(repo), "snapshots", commit);
        if (!Directory.Exists(snapshot))
            return [];
        // A link to a blob that was deleted is no file.
        return [.. Directory.EnumerateFiles(snapshot, "*", SearchOption.AllDirectories)
            .Select(file => new HubFile(Path.GetRelativePath(snapshot, file).Replace('\\', '/'), SizeOf(file)))
            .Where(file => file.Size >= 0)];
    }

    private void Show(DownloadPlan plan, PlannedFile file)
    {
        var (path, blob) = (SnapshotPath(plan, file), BlobPath(plan.Repo, file.ETag));
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        File.Delete(path); // a link whose blob was deleted is in the way
        try
        {
            _link(path, Path.GetRelativePath(folder, blob));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // A disk or an account that has no links: other tools put the file itself here too.
            File.Move(blob, path, overwrite: true);
        }
    }

    private string SnapshotPath(string repo, string commit, string file) => Path.Combine(FolderOf(repo), "snapshots", commit, Local(file));

    private string BlobPath(string repo, string etag) => Path.Combine(FolderOf(repo), "blobs", etag);

    private string FolderOf(string repo) => Path.Combine(Root, "models--" + repo.Replace("/", "--", StringComparison.Ordinal));

    private static string Local(string path) => path.Replace('/', Path.DirectorySeparatorChar);

    /// <summary>Of the file that a link leads to; -1 where there is none.</summary>
    private static long SizeOf(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is var target && (target ?? new FileInfo(path)) is FileInfo { Exists: true } file ? file.Length : -1;

    [GeneratedRegex("^[0-9a-f]{7,64}$")]
    private static partial Regex Commit();
}
