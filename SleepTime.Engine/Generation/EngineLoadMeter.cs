namespace SleepTime.Engine.Generation;

/// <summary>Measures how busy the engine is. Written by the engine thread, or by one at a time, read by anyone.</summary>
internal sealed class EngineLoadMeter(GenerationQueue queue, TimeProvider time, Action onChanged)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private int[] _running = [0, 0, 0];
    private int _elsewhere;
    private long _windowStart = time.GetTimestamp();
    private int _windowTokens;
    private double _tokensPerSecond;

    public EngineCounters Counters { get; } = new();

    public EngineLoad Current
    {
        get
        {
            var running = Volatile.Read(ref _running);
            return new EngineLoad(running, queue.CountPerClass(), running.Sum() == 0 ? 0 : Volatile.Read(ref _tokensPerSecond)) { Elsewhere = Volatile.Read(ref _elsewhere) };
        }
    }

    /// <summary>Engine thread: one token was drawn.</summary>
    public void CountToken()
    {
        _windowTokens++;
        var elapsed = time.GetElapsedTime(_windowStart);
        if (elapsed < Window)
            return;
        Volatile.Write(ref _tokensPerSecond, _windowTokens / elapsed.TotalSeconds);
        BeginWindow();
    }

    private void BeginWindow()
    {
        _windowTokens = 0;
        _windowStart = time.GetTimestamp();
    }

    /// <summary>Engine thread: what is admitted now, what waits for room included.</summary>
    public void Report(List<ActiveGeneration> active, List<ActiveGeneration> parked)
    {
        Span<int> running = stackalloc int[3];
        foreach (var generation in active)
            running[(int)generation.Class]++;
        foreach (var generation in parked)
            running[(int)generation.Class]++;
        Report(running);
    }

    /// <summary>Engine thread: how many of each class are admitted.</summary>
    public void Report(ReadOnlySpan<int> running)
    {
        if (running.SequenceEqual(_running))
            return;
        if (_running.Sum() == 0)
            BeginWindow(); // what was idle before says nothing about the speed
        Volatile.Write(ref _running, running.ToArray());
        onChanged();
    }

    /// <summary>Others' requests on remote engines; any thread.</summary>
    public void ReportElsewhere(int requests)
    {
        if (Interlocked.Exchange(ref _elsewhere, requests) != requests)
            onChanged();
    }
}
