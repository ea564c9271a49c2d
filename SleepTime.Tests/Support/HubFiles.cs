namespace SleepTime.Tests.Support;

/// <summary>Files in a hub's cache, as other tools would have fetched them.</summary>
internal static class HubFiles
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static string Put(string cache, string repo, string file, byte[] bytes)
    {
        var folder = Path.Combine(cache, "models--" + repo.Replace("/", "--", StringComparison.Ordinal));
        var path = Path.Combine(folder, "snapshots", Commit, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(Path.Combine(folder, "refs"));
        File.WriteAllBytes(path, bytes);
        File.WriteAllText(Path.Combine(folder, "refs", "main"), Commit);
        return path;
    }
}
