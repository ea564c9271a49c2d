using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>Stops the engine thread before one decode, so that a test can act at a moment it knows.</summary>
internal sealed class Breakpoint : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();
    private int _decodes;

    /// <param name="at">The decode to stop before, counted from 1.</param>
    public Breakpoint(FakeLoadedModel model, int at)
    {
        model.OnDecode = _ =>
        {
            if (Interlocked.Increment(ref _decodes) != at)
                return;
            _reached.SetResult();
            _goOn.Wait();
        };
    }

    public Task Reached => _reached.Task;

    public void GoOn() => _goOn.Set();

    /// <summary>Lets the engine thread go; it may be waiting still.</summary>
    public void Dispose() => _goOn.Set();
}
