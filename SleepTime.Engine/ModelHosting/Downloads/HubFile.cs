namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>A file of a repository.</summary>
/// <param name="Path">Within the repository, with forward slashes.</param>
/// <param name="Sha256">Lower-case hex; null where the list does not tell.</param>
internal sealed record HubFile(string Path, long Size, string? Sha256 = null);

/// <summary>A file to fetch, as the hub described it.</summary>
/// <param name="ETag">Its name among the blobs of the cache.</param>
/// <param name="Sha256">Lower-case hex; null for a file that the hub keeps no SHA-256 of.</param>
public sealed record PlannedFile(string Path, long Size, string ETag, string? Sha256);

/// <summary>What a reference means at one commit, all files of it. Kept with a download, so that it goes on with the same bytes when the branch has moved.</summary>
public sealed record DownloadPlan(string Repo, string Revision, string Commit, IReadOnlyList<PlannedFile> Files)
{
    public long TotalBytes => Files.Sum(file => file.Size);
}
