namespace SleepTime.Engine.Answering;

/// <summary>Stores the progress of one run beside its stream, so that a slow disk does not hold up the text. One caller.</summary>
internal sealed class RunSaver(RunStore store, Run run, TimeProvider time)
{
    /// <summary>At most this much of an answer is lost when the process is killed.</summary>
    public static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private long _lastSaved = time.GetTimestamp();
    private bool _isRunning;

    /// <summary>Completes when what was begun is stored; wait for it before storing the end, which must come last.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public void Started()
    {
        if (_isRunning)
            return;
        _isRunning = true;
        Completion = store.MarkRunningAsync(run);
    }

    public void Wrote(Func<string> textSoFar)
    {
        // One at a time; what a busy disk skips comes with the next one.
        if (!Completion.IsCompleted || time.GetElapsedTime(_lastSaved) < SaveEvery)
            return;
        _lastSaved = time.GetTimestamp();
        Completion = store.SaveTextAsync(run, textSoFar());
    }
}
