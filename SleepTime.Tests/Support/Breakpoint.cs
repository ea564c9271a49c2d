using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>Stops the engine thread once, so that a test can act at a moment it knows.</summary>
internal sealed class Breakpoint : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();
    private int _passed;

    /// <param name="at">The decode to stop before, counted from 1.</param>
    public Breakpoint(FakeLoadedModel model, int at)
    {
        model.OnDecode = _ =>
        {
            if (Interlocked.Increment(ref _passed) == at)
                Stop();
        };
    }

    /// <param name="asked">What stands in the prompt before whose reply to stop, the first time it comes.</param>
    public Breakpoint(FakeLoadedModel model, string asked)
    {
        var reply = model.Reply;
        model.Reply = prompt =>
        {
            if (prompt.Contains(asked, StringComparison.Ordinal) && Interlocked.Increment(ref _passed) == 1)
                Stop();
            return reply(prompt);
        };
    }

    public Task Reached => _reached.Task;

    public void GoOn() => _goOn.Set();

    /// <summary>Lets the engine thread go; it may be waiting still.</summary>
    public void Dispose() => _goOn.Set();

    private void Stop()
    {
        _reached.SetResult();
        _goOn.Wait();
    }
}
