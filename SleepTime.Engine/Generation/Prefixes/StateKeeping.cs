using Microsoft.Extensions.Logging;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>Sets up what is kept behind the live sequences for one run of the engine after the other. Thread-safe.</summary>
/// <param name="beforeRename">For tests: called when a file lies complete under its temporary name.</param>
internal sealed partial class StateKeeping(StateFolder? folder, GenerationOptions options, TimeProvider time, ILogger logger, Action? beforeRename = null)
{
    private readonly PrefixMeter _meter = new();

    // Held while the files are looked at, so that nobody deletes a folder that is in the index a moment later.
    private readonly Lock _opening = new();
    private StateWriter? _writer;

    public PrefixUse Use => _meter.Read(Volatile.Read(ref _writer)?.Disk.Bytes ?? 0);

    /// <summary>A remote engine has read a prompt.</summary>
    public void CountElsewhere(int cached, int prompt) => _meter.Count(cached > 0 ? PrefixTier.Remote : null, cached, prompt);

    public bool AreKeptOnDisk => Volatile.Read(ref _writer) is not null;

    /// <param name="states">Whose states on disk these are; null keeps none there.</param>
    /// <param name="onRead">Told when a state was read from disk or could not be; called from any thread.</param>
    public SavedPrefixes Open(ILoadedModel model, StateModel? states, Action onRead)
    {
        StateWriter? writer;
        lock (_opening)
        {
            writer = folder is null || states is null ? null : OpenDisk(folder, model, states);
            Volatile.Write(ref _writer, writer);
        }
        return new SavedPrefixes(new StateMemory(options.StateMemoryBytes), writer, new PrefixSpeeds(time), _meter, onRead);
    }

    public async Task CloseAsync()
    {
        if (Volatile.Read(ref _writer) is { } writer)
        {
            await writer.CloseAsync();
            // Not before: until all is written, deleting a context has to wait for it.
            Interlocked.CompareExchange(ref _writer, null, writer);
        }
        _meter.SetMemoryBytes(0);
    }

    /// <summary>Takes back an <see cref="Open"/> when the engine could not start: nothing has been written.</summary>
    public void Abandon() => _ = Interlocked.Exchange(ref _writer, null)?.CloseAsync();

    /// <summary>Completes when what waits to be written now has been.</summary>
    public Task CaughtUpAsync() => Volatile.Read(ref _writer)?.CaughtUpAsync() ?? Task.CompletedTask;

    /// <exception cref="IOException">A file could not be deleted.</exception>
    public Task ForgetAsync(Guid contextId) =>
        Volatile.Read(ref _writer)?.ForgetAsync(contextId) ?? Task.Run(() => DeleteAsync(contextId));

    private Task DeleteAsync(Guid contextId)
    {
        lock (_opening)
        {
            if (_writer is { } opened)
                return opened.ForgetAsync(contextId);
            folder?.Delete(contextId);
            return Task.CompletedTask;
        }
    }

    private StateWriter? OpenDisk(StateFolder states, ILoadedModel model, StateModel identity)
    {
        if (!model.Description.SupportsPrefixSharing)
        {
            LogRefused(logger, model.Description.Name);
            return null;
        }
        var disk = new StateDisk(
            states, new StateIdentity(identity.FileSha256, identity.PromptVersion, model.StateFormat), options.StateDiskBytes, time, logger, beforeRename);
        // Also when none may be kept any more: what was kept before then goes.
        disk.Open();
        return options.StateDiskBytes == 0 ? null : new StateWriter(disk, logger);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "States of {Model} are not saved: its memory is recurrent, hybrid or a sliding window, which cannot be cut back to a shared beginning, so that prompts are read anew.")]
    private static partial void LogRefused(ILogger logger, string model);
}
