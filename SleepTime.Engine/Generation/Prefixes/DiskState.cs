namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>A saved state on disk that has not been read: what its manifest says and where it lies.</summary>
/// <param name="manifest">Null for one that this engine cannot use, which is only counted.</param>
internal sealed class DiskState(string path, StateManifest? manifest, long fileBytes)
{
    public string Path { get; } = path;

    public StateManifest? Manifest { get; } = manifest;

    public long FileBytes { get; } = fileBytes;

    /// <summary>Whose use of it was the most urgent; what nobody here can use goes first.</summary>
    public int Rank { get; set; } = manifest is null ? int.MaxValue : (int)manifest.Class;
}
