using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// Saved states on disk, within a budget of bytes: states of other models and versions go first, then the least urgent
/// class, then the least recently used. What cannot be read or is not whole is deleted with its reason in the log, and
/// its tokens are computed as if it had never been. Thread-safe; reading and writing block.
/// </summary>
/// <param name="budget">Bytes that all files together may have.</param>
/// <param name="beforeRename">For tests: called when a file lies complete under its temporary name.</param>
/// <param name="beforeRead">For tests: called before a file is read.</param>
internal sealed partial class StateDisk(
    StateFolder folder, StateIdentity identity, long budget, TimeProvider time, ILogger logger, Action? beforeRename = null, Action? beforeRead = null)
{
    // One folder that cannot be read costs its own states only.
    private static readonly EnumerationOptions _everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 };

    private readonly DiskStateIndex _states = new();

    // Held while a file and its entry change together.
    private readonly Lock _files = new();
    private readonly string _identityText = JsonSerializer.Serialize(identity);

    public long Bytes => _states.Bytes;

    /// <summary>Grows with each usable state that comes or goes.</summary>
    public long Version => _states.Version;

    /// <summary>Whether a state of so many bytes could be kept, other states given up for it if need be.</summary>
    public bool HasRoomFor(long bytes) => bytes <= budget;

    /// <summary>Looks at what an earlier process left, and deletes what a kill left half-written.</summary>
    public void Open()
    {
        try
        {
            Directory.CreateDirectory(folder.Path);
            foreach (var temporary in Files(StateFile.TemporaryExtension))
                Delete(temporary.FullName);
            foreach (var file in Files(StateFile.Extension).OrderBy(file => file.LastWriteTimeUtc))
                Add(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFolderUnusable(logger, folder.Path, e.Message);
        }
        MakeRoom(0);
    }

    /// <summary>The state on disk that begins with most of the tokens, and how many that is.</summary>
    public bool TryFindLongest(ReadOnlySpan<int> tokens, [MaybeNullWhen(false)] out DiskState state, out int shared) =>
        _states.TryFindLongest(tokens, out state, out shared);

    /// <summary>How many of the tokens states of this very context begin with.</summary>
    public int LongestOf(Guid contextId, ReadOnlySpan<int> tokens) => _states.LongestOf(contextId, tokens);

    /// <summary>Whether a context has the state of exactly these tokens.</summary>
    public bool Has(Guid contextId, ReadOnlySpan<int> tokens) => _states.Find(PathOf(contextId, tokens)) is not null;

    /// <summary>Reads and verifies a state; null when that failed, and then it is gone.</summary>
    public SavedState? Load(DiskState state, GenerationClass by)
    {
        try
        {
            beforeRead?.Invoke();
            var (manifest, payload) = StateFile.Read(state.Path);
            if (manifest.Identity != identity || !manifest.Tokens.AsSpan().SequenceEqual(state.Manifest!.Tokens))
                throw new StateFileException("Another state has taken its place.");
            _states.Touch(state, by);
            File.SetLastWriteTimeUtc(state.Path, time.GetUtcNow().UtcDateTime);
            return new SavedState(manifest.Tokens, payload, new PrefixOwner(by, manifest.ContextId), PrefixTier.Disk);
        }
        catch (Exception e) when (e is StateFileException or IOException or UnauthorizedAccessException)
        {
            LogRefused(logger, state.Path, e.Message);
            Discard(state);
            return null;
        }
    }

    /// <summary>Writes a state that belongs to a context, unless it is there already or is larger than the budget.</summary>
    /// <returns>Saved, TooLarge or NotWritten.</returns>
    public PrefixSaveOutcome Write(SavedState state)
    {
        var contextId = state.Owner.ContextId ?? throw new ArgumentException("A state of no context is not written: nothing would delete it.", nameof(state));
        var path = PathOf(contextId, state.Tokens);
        if (_states.Find(path) is { } known)
        {
            _states.Touch(known, state.Owner.Class);
            return PrefixSaveOutcome.Saved;
        }

        var manifest = new StateManifest(
            identity, contextId, state.Owner.Class, state.Tokens, state.Payload.Length, Convert.ToHexStringLower(SHA256.HashData(state.Payload)));
        var size = StateFile.SizeOf(manifest);
        if (size > budget)
            return PrefixSaveOutcome.TooLarge;
        try
        {
            MakeRoom(size);
            Directory.CreateDirectory(folder.Of(contextId));
            lock (_files)
            {
                StateFile.Write(path, manifest, state.Payload, beforeRename ?? (() => { }));
                _states.Add(new DiskState(path, manifest, size));
            }
            return PrefixSaveOutcome.Saved;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(logger, path, e.Message);
            Delete(path + StateFile.TemporaryExtension);
            return PrefixSaveOutcome.NotWritten;
        }
    }

    /// <summary>Gives up a state. Once it is gone from the index, another may have been written in its place, which stays.</summary>
    public void Discard(DiskState state)
    {
        lock (_files)
        {
            if (_states.Remove(state))
                Delete(state.Path);
        }
    }

    /// <summary>
    /// Lets nobody find a state any more that was refused when it was restored, nor those that other contexts have of the
    /// same tokens: they would cost another inference context each. Does not block.
    /// </summary>
    /// <returns>Their files, which stay for <see cref="DeleteHidden"/>.</returns>
    public IReadOnlyList<string> Hide(SavedState state)
    {
        List<string> hidden = [];
        while (_states.TryFindLongest(state.Tokens, out var known, out _) && state.Tokens.AsSpan().SequenceEqual(known.Manifest!.Tokens) && _states.Remove(known))
            hidden.Add(known.Path);
        return hidden;
    }

    /// <summary>Deletes the file of a hidden state, unless another was written in its place since.</summary>
    public void DeleteHidden(string path)
    {
        lock (_files)
        {
            if (_states.Find(path) is null)
                Delete(path);
        }
    }

    /// <exception cref="IOException">A file could not be deleted.</exception>
    public void Forget(Guid contextId)
    {
        _states.RemoveUnder(folder.Of(contextId));
        folder.Delete(contextId);
    }

    private FileInfo[] Files(string extension) => new DirectoryInfo(folder.Path).GetFiles("*" + extension, _everywhere);

    private void Add(FileInfo file)
    {
        try
        {
            var manifest = StateFile.ReadManifest(file.FullName);
            _states.Add(new DiskState(file.FullName, manifest.Identity == identity ? manifest : null, file.Length));
        }
        catch (StateFileException e)
        {
            LogRefused(logger, file.FullName, e.Message);
            Delete(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It may be whole, and readable at the next start.
            LogRefused(logger, file.FullName, e.Message);
        }
    }

    private void MakeRoom(long bytes)
    {
        while (_states.Bytes + bytes > budget && _states.LeastWanted() is { } victim)
            Discard(victim);
    }

    /// <summary>The name follows from what is in it, so that a context never has the same state twice.</summary>
    private string PathOf(Guid contextId, ReadOnlySpan<int> tokens)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(_identityText));
        hash.AppendData(MemoryMarshal.AsBytes(tokens));
        return Path.Combine(folder.Of(contextId), Convert.ToHexStringLower(hash.GetHashAndReset())[..32] + StateFile.Extension);
    }

    private void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted with its context.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(logger, path, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved state {Path} is not used: {Reason}")]
    private static partial void LogRefused(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved state {Path} could not be written: {Reason}")]
    private static partial void LogNotWritten(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved state {Path} could not be deleted: {Reason}")]
    private static partial void LogNotDeleted(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder of saved states {Path} cannot be used, so that first questions after a start are read anew: {Reason}")]
    private static partial void LogFolderUnusable(ILogger logger, string path, string reason);
}
