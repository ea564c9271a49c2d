using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>
/// Writes and deletes states one after the other on the pool, so that the engine thread never waits for the disk and a
/// state is not written after its context was deleted. Thread-safe.
/// </summary>
internal sealed partial class StateWriter
{
    /// <summary>States that may wait to be written; they are held in memory meanwhile. The next is dropped.</summary>
    private const int MostWaiting = 4;

    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ILogger _logger;
    private readonly Task _ended;
    private int _waiting;

    public StateWriter(StateDisk disk, ILogger logger)
    {
        Disk = disk;
        _logger = logger;
        _ended = Task.Run(WorkAsync);
    }

    public StateDisk Disk { get; }

    /// <summary>Writes a state soon, unless the disk does not keep up: nobody asked for it, so the log says so.</summary>
    public void WriteOrDrop(SavedState state)
    {
        if (!TryWrite(state, _ => { }))
            LogDropped(_logger, state.Tokens.Length);
    }

    /// <summary>Writes a state soon; false when the disk does not keep up, or it is closed.</summary>
    /// <param name="onEnded">Told once what became of it, on a thread of the pool; not when it is not even queued.</param>
    public bool TryWrite(SavedState state, Action<PrefixSaveOutcome> onEnded)
    {
        if (Interlocked.Increment(ref _waiting) <= MostWaiting && _work.Writer.TryWrite(() => Write(state, onEnded)))
            return true;
        Interlocked.Decrement(ref _waiting);
        return false;
    }

    /// <summary>Completes when nothing waits any more of what waits now.</summary>
    public Task CaughtUpAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _work.Writer.TryWrite(done.SetResult) ? done.Task : _ended;
    }

    /// <summary>A state that was refused when it was restored: from now on nobody finds it, its file is deleted soon.</summary>
    public void Discard(SavedState state)
    {
        foreach (var path in Disk.Hide(state))
            _work.Writer.TryWrite(() => Disk.DeleteHidden(path));
    }

    /// <summary>Deletes every state of a context; completes when no file of it is left.</summary>
    /// <exception cref="IOException">A file could not be deleted.</exception>
    public async Task ForgetAsync(Guid contextId)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_work.Writer.TryWrite(() => Forget(contextId, done)))
        {
            await done.Task;
            return;
        }
        // Closed: nothing is written any more once it has ended.
        await _ended;
        Disk.Forget(contextId);
    }

    /// <summary>Takes no more and completes when the rest is on disk.</summary>
    public Task CloseAsync()
    {
        _work.Writer.TryComplete();
        return _ended;
    }

    private void Write(SavedState state, Action<PrefixSaveOutcome> onEnded)
    {
        Interlocked.Decrement(ref _waiting);
        var outcome = PrefixSaveOutcome.NotWritten;
        try
        {
            outcome = Disk.Write(state);
        }
        finally
        {
            onEnded(outcome);
        }
    }

    private void Forget(Guid contextId, TaskCompletionSource done)
    {
        try
        {
            Disk.Forget(contextId);
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var action in _work.Reader.ReadAllAsync())
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                // One state must not keep the others from being written or, above all, deleted.
                LogFailed(_logger, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A state of {Tokens} tokens is not kept on disk: the disk does not keep up")]
    private static partial void LogDropped(ILogger logger, int tokens);

    [LoggerMessage(Level = LogLevel.Error, Message = "Writing a saved state ended with an unexpected error")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
