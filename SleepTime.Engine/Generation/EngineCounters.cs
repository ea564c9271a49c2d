namespace SleepTime.Engine.Generation;

/// <summary>The counters behind <see cref="EngineCounts"/>. Written by the engine thread, read by anyone.</summary>
internal sealed class EngineCounters
{
    private long _preemptions;
    private long _abortedSteps;
    private long _parkings;
    private long _contextsLost;
    private long _draftTokens;
    private long _acceptedDraftTokens;
    private long _steps;
    private long _stepTokens;
    private int _sequencesUsed;
    private int _cellsUsed;

    public EngineCounts Current => new(
        Volatile.Read(ref _preemptions), Volatile.Read(ref _abortedSteps), Volatile.Read(ref _parkings), Volatile.Read(ref _contextsLost),
        Volatile.Read(ref _draftTokens), Volatile.Read(ref _acceptedDraftTokens),
        Volatile.Read(ref _steps), Volatile.Read(ref _stepTokens), Volatile.Read(ref _sequencesUsed), Volatile.Read(ref _cellsUsed));

    public void Preempted() => Interlocked.Increment(ref _preemptions);

    public void StepAborted() => Interlocked.Increment(ref _abortedSteps);

    public void Parked() => Interlocked.Increment(ref _parkings);

    public void Drafted(int tokens, int accepted)
    {
        Interlocked.Add(ref _draftTokens, tokens);
        Interlocked.Add(ref _acceptedDraftTokens, accepted);
    }

    public void StepDone(int tokens)
    {
        Interlocked.Increment(ref _steps);
        Interlocked.Add(ref _stepTokens, tokens);
    }

    public void Occupied(int sequences, int cells)
    {
        Volatile.Write(ref _sequencesUsed, sequences);
        Volatile.Write(ref _cellsUsed, cells);
    }

    public void ContextLost() => Interlocked.Increment(ref _contextsLost);
}
