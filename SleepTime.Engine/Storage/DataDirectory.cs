using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Storage;

/// <summary>
/// The folder that holds everything kept. Two processes on one folder would run each other's jobs, so a lock file
/// stays open from <see cref="Open"/> until disposal; the operating system lets go of it even after a crash.
/// </summary>
internal sealed class DataDirectory(IOptions<StorageOptions> options, IHostEnvironment environment) : IDisposable
{
    // Windows: ERROR_SHARING_VIOLATION. Elsewhere errno: EWOULDBLOCK of Linux and of macOS.
    private static readonly int[] _heldElsewhere = [unchecked((int)0x80070020), 11, 35];

    private FileStream? _lock;

    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.DataDirectory, environment.ContentRootPath);

    public string DatabasePath => System.IO.Path.Combine(Path, "sleeptime.db");

    /// <summary>Folder of the saved KV states.</summary>
    public string StatesPath => System.IO.Path.Combine(Path, "states");

    /// <summary>Folder of the files that were uploaded and are not stored as text yet.</summary>
    public string UploadsPath => System.IO.Path.Combine(Path, "uploads");

    /// <summary>Folder of the data sets that were imported.</summary>
    public string DataSetsPath => System.IO.Path.Combine(Path, "datasets");

    /// <summary>Folder of the models that were uploaded.</summary>
    public string ModelsPath => System.IO.Path.Combine(Path, "models");

    /// <summary>The list of models that were fetched or are on their way; the models themselves are in the hub's cache.</summary>
    public string DownloadsPath => System.IO.Path.Combine(Path, "downloads.json");

    /// <summary>Makes the folder and takes it for this process.</summary>
    /// <exception cref="StorageUnavailableException">It cannot be written to, or another process has it.</exception>
    public void Open()
    {
        try
        {
            Directory.CreateDirectory(Path);
            _lock = new FileStream(System.IO.Path.Combine(Path, "sleeptime.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (_heldElsewhere.Contains(e.HResult))
        {
            throw new StorageUnavailableException(
                $"The data directory {Path} is in use by another SleepTime process: stop that one, or give this one a folder of its own with SleepTime:DataDirectory.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StorageUnavailableException(
                $"The data directory {Path} cannot be written to ({e.Message.TrimEnd('.')}): allow this process to write there, or name another folder with SleepTime:DataDirectory.", e);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
