using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Engine.ModelHosting.Uploads;

/// <summary>
/// Model files that people send: written under another name while they come, looked at when they are whole, and only then
/// given their own. What breaks off leaves nothing; what a crash cut short goes when the folder is next looked at after a start. Thread-safe.
/// </summary>
public sealed class ModelUploads
{
    private const int ChunkBytes = 1 << 20;
    private const int LookEvery = 64 << 20;
    private const string Partial = ".part";

    // The database and the states are on the same disk.
    private const long KeptFree = 1L << 30;

    private readonly ModelFiles _files;
    private readonly ModelHost _host;
    private readonly ModelSwitch _models;
    private readonly SwitchingOptions _options;
    private readonly ActivityFeed _feed;
    private readonly Func<string, long> _room;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _coming = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="room">Bytes that are free on the disk of a folder.</param>
    internal ModelUploads(ModelFiles files, ModelHost host, ModelSwitch models, IOptions<SwitchingOptions> options, ActivityFeed feed, Func<string, long> room)
    {
        (_files, _host, _models, _options, _feed, _room) = (files, host, models, options.Value, feed, room);
        if (Directory.Exists(files.Uploads))
        {
            foreach (var cutShort in Directory.EnumerateFiles(files.Uploads, $"*{Partial}"))
                TryDelete(cutShort);
        }
    }

    // One that cannot be deleted takes room and does no other harm.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Whether models may be sent here: wherever they may be switched, unless the settings turn it off.</summary>
    public bool IsAllowed => _models.IsAllowed && _options.MaxUploadMegabytes > 0;

    /// <summary>Bytes of the largest file that is taken.</summary>
    public long MaxBytes => _options.MaxUploadMegabytes * 1_000_000L;

    /// <summary>All that are whole, by name.</summary>
    public IReadOnlyList<UploadedModel> List()
    {
        if (!Directory.Exists(_files.Uploads))
            return [];
        var used = PathsInUse();
        return [.. new DirectoryInfo(_files.Uploads).EnumerateFiles().Where(file => file.Extension.Equals(".gguf", StringComparison.OrdinalIgnoreCase)).OrderBy(file => file.Name, StringComparer.OrdinalIgnoreCase).Select(file => View(file, used))];
    }

    /// <summary>Whether a file would be taken, before its first byte is sent.</summary>
    /// <param name="length">Its bytes; null when nobody said.</param>
    /// <exception cref="ModelUploadRefusedException">It would not.</exception>
    public void Check(string? name, long? length) => Verify(name, length);

    /// <summary>Takes a file. It is on the list when this returns, and not before.</summary>
    /// <param name="length">Its bytes; null when nobody said.</param>
    /// <exception cref="ModelUploadRefusedException">It is not taken; nothing of it stays.</exception>
    public async Task<UploadedModel> ReceiveAsync(string? name, Stream content, long? length, CancellationToken cancellationToken)
    {
        var path = Verify(name, length);
        lock (_gate)
        {
            if (!_coming.Add(path))
                throw Exists(path);
        }
        var partial = Path.Combine(_files.Uploads, $".{Guid.NewGuid():N}{Partial}");
        try
        {
            Directory.CreateDirectory(_files.Uploads);
            await CopyAsync(content, partial, cancellationToken);
            await Task.Run(() => VerifyModel(partial, path, cancellationToken), cancellationToken);
            if (File.Exists(path))
                throw Exists(path);
            File.Move(partial, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelUploadRefusedException(ModelUploadRefusal.NoRoom, $"The server could not write it to its disk ({e.Message.TrimEnd('.')}). Make room there, or let the server write to its data directory; then send it again.", e);
        }
        catch (BrokenOffException broken)
        {
            ExceptionDispatchInfo.Throw(broken.InnerException!);
        }
        finally
        {
            lock (_gate)
                _coming.Remove(path);
            Forget(partial);
        }
        _feed.Publish(new ModelFilesChanged());
        return View(new FileInfo(path), PathsInUse());
    }

    /// <summary>Whatever keeps a file from being deleted, the reason why it was not taken is what is told.</summary>
    private static void Forget(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <exception cref="ModelUploadRefusedException">There is none of this name, or it is in use.</exception>
    public void Delete(string? name)
    {
        RequireAllowed();
        var path = Path.Combine(_files.Uploads, ModelUploadName.Verify(name));
        if (!File.Exists(path))
            throw new ModelUploadRefusedException(ModelUploadRefusal.Unknown, $"There is no uploaded model {name}. GET /api/v1/models/files lists those there are.");
        if (PathsInUse().Contains(path))
            throw new ModelUploadRefusedException(ModelUploadRefusal.InUse, $"{name} is loaded, or about to be. Load another model first, then delete it.");
        File.Delete(path);
        _feed.Publish(new ModelFilesChanged());
    }

    /// <returns>Its path, once it is whole.</returns>
    private string Verify(string? name, long? length)
    {
        RequireAllowed();
        var path = Path.Combine(_files.Uploads, ModelUploadName.Verify(name));
        if (File.Exists(path))
            throw Exists(path);
        if (length > MaxBytes)
            throw TooLarge();
        if (length is { } bytes && _room(_files.Uploads) - KeptFree < bytes)
            throw new ModelUploadRefusedException(ModelUploadRefusal.NoRoom, $"It has {Size(bytes)}, and the server's disk has {Size(Math.Max(0, _room(_files.Uploads) - KeptFree))} to spare. Make room there, or choose a smaller quantisation.");
        return path;
    }

    private async Task CopyAsync(Stream content, string partial, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var chunk = new byte[ChunkBytes];
        for (int read; (read = await ReadAsync()) > 0;)
        {
            // Nobody should send gigabytes of something else to learn so at their end.
            if (file.Position == 0 && !"GGUF"u8[..Math.Min(4, read)].SequenceEqual(chunk.AsSpan(0, Math.Min(4, read))))
                throw new ModelUploadRefusedException(ModelUploadRefusal.NoModel, "It does not begin like a GGUF file: choose a model in GGUF form.");
            if (file.Position + read > MaxBytes)
                throw TooLarge();
            // Others write to the same disk meanwhile, and not everybody says beforehand how much there is to come.
            if (file.Position % LookEvery < ChunkBytes && _room(_files.Uploads) < KeptFree)
                throw new ModelUploadRefusedException(ModelUploadRefusal.NoRoom, $"The server's disk has less than {Size(KeptFree)} left, after {Size(file.Position)} of it. Make room there, or choose a smaller quantisation.");
            await file.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }
        file.Flush(flushToDisk: true);

        async ValueTask<int> ReadAsync()
        {
            try
            {
                return await content.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellationToken);
            }
            catch (IOException broken)
            {
                // Of the sender's connection: nothing to do with the disk.
                throw new BrokenOffException(broken);
            }
        }
    }

    private static void VerifyModel(string partial, string path, CancellationToken cancellationToken)
    {
        var length = new FileInfo(partial).Length;
        try
        {
            // A later part of a model in several files has no settings of its own to look at.
            var header = SplitFiles.FirstOf(path) is null ? GgufCheck.Verify(partial, cancellationToken) : Read(partial);
            if (header.Length > length)
                throw new ModelUploadRefusedException(ModelUploadRefusal.NoModel, $"It has {Size(length)} of the {Size(header.Length.Value)} that its header tells: it is cut off. Fetch it again, then send it.");
        }
        catch (Exception e) when (e is ModelLoadException or InvalidDataException or EndOfStreamException)
        {
            throw new ModelUploadRefusedException(ModelUploadRefusal.NoModel, e is ModelLoadException ? e.Message.Replace(partial, Path.GetFileName(path), StringComparison.Ordinal) : "It is no whole GGUF file: fetch it again, then send it.", e);
        }

        static GgufHeader Read(string partial)
        {
            using var file = File.OpenRead(partial);
            return GgufHeader.Read(file);
        }
    }

    /// <summary>What is loaded or about to be, with all its parts.</summary>
    private HashSet<string> PathsInUse()
    {
        string[] paths = [_host.Status.Hosted?.Preset.Path ?? "", ModelPresets.Resolve(_models.Wanted).Path];
        return [.. paths.Where(path => path.Length > 0).Select(ModelFiles.FullPath).SelectMany(path => SplitFiles.Of(path).Append(path))];
    }

    private void RequireAllowed()
    {
        if (!IsAllowed)
            throw new ModelUploadRefusedException(ModelUploadRefusal.Forbidden, $"The server's settings do not let models be sent here ({SwitchingOptions.Section}:Allowed, {SwitchingOptions.Section}:MaxUploadMegabytes). Ask whoever runs it, or put the GGUF file there by hand.");
    }

    private static UploadedModel View(FileInfo file, HashSet<string> used) => new(file.Name, file.FullName, file.Length, file.LastWriteTimeUtc, used.Contains(file.FullName));

    private static ModelUploadRefusedException Exists(string path) => new(ModelUploadRefusal.Exists, $"There is a model {Path.GetFileName(path)} already, or it is being sent right now. Delete it first, or give this one another name.");

    private ModelUploadRefusedException TooLarge() => new(ModelUploadRefusal.TooLarge, $"It is larger than the {Size(MaxBytes)} that a model may have here. Choose a smaller one, or raise {SwitchingOptions.Section}:MaxUploadMegabytes.");

    private static string Size(long bytes) => bytes >= 1_000_000_000 ? $"{bytes / 1e9:0.#} GB" : bytes >= 1_000_000 ? $"{bytes / 1e6:0.#} MB" : $"{bytes:N0} bytes";

    private sealed class BrokenOffException(IOException broken) : Exception(null, broken);
}
