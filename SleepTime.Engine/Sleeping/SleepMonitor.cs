using SleepTime.Engine.Activities;

namespace SleepTime.Engine.Sleeping;

/// <summary>The sleep queue as it is right now, in memory, so that looking costs nothing. Thread-safe.</summary>
internal sealed class SleepMonitor(ActivityFeed feed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private SleepWork? _current;
    private volatile bool _paused;
    private volatile int _queued;
    private volatile int _pausedJobs;
    private volatile bool _diskFull;
    private long _completed;
    private long _failed;
    private long _cancelled;
    private long _notesUsable;
    private long _notesStruck;

    /// <summary>The pass that is being worked on.</summary>
    public SleepWork? Current
    {
        get
        {
            lock (_gate)
                return _current;
        }
    }

    /// <summary>Whether a person paused the queue; the stored setting is the truth, this its copy.</summary>
    public bool Paused
    {
        get => _paused;
        set => _paused = value;
    }

    /// <summary>Whether the last step could not be stored because the disk is full; until the next that can.</summary>
    public bool DiskFull
    {
        get => _diskFull;
        set => _diskFull = value;
    }

    /// <summary>Jobs that a person paused, as of the last change.</summary>
    public int PausedJobs
    {
        get => _pausedJobs;
        set => _pausedJobs = value;
    }

    /// <summary>Jobs waiting, without those that a person paused, as of the last change.</summary>
    public int Queued
    {
        get => _queued;
        set => _queued = value;
    }

    /// <summary>Jobs that ended since the start, by how.</summary>
    public IReadOnlyList<(SleepJobState State, long Count)> Ended =>
    [
        (SleepJobState.Completed, Interlocked.Read(ref _completed)), (SleepJobState.Failed, Interlocked.Read(ref _failed)), (SleepJobState.Cancelled, Interlocked.Read(ref _cancelled)),
    ];

    /// <summary>Notes stored by jobs since the start that answers may use.</summary>
    public long NotesUsable => Interlocked.Read(ref _notesUsable);

    public long NotesStruck => Interlocked.Read(ref _notesStruck);

    /// <summary>A job has ended without notes.</summary>
    public void CountEnded(SleepJobState state)
    {
        if (state == SleepJobState.Cancelled)
            Interlocked.Increment(ref _cancelled);
        else
            Interlocked.Increment(ref _failed);
    }

    /// <summary>A job has completed with these notes.</summary>
    public void CountCompleted(NotesVersion notes)
    {
        Interlocked.Increment(ref _completed);
        Interlocked.Add(ref _notesUsable, notes.Lines.Count(line => !line.Struck));
        Interlocked.Add(ref _notesStruck, notes.Lines.Count(line => line.Struck));
    }

    /// <summary>The next pass of a job begins. Call it before claiming the job, so that whoever cancels it afterwards finds it here.</summary>
    public SleepWork Begin(SleepJob job)
    {
        var work = new SleepWork(job, Tell, time);
        lock (_gate)
        {
            if (_current is not null)
                throw new InvalidOperationException("A pass is being worked on already; end it before beginning another.");
            _current = work;
        }
        return work;
    }

    /// <summary>What became of the pass is stored.</summary>
    public void End(SleepWork work)
    {
        lock (_gate)
            _current = null;
        work.End();
        // What it wrote is no longer "live", also when the next pass has to wait.
        Tell(work);
    }

    /// <summary>Stops the present pass if it is such a one; completes when it has ended.</summary>
    public Task StopAsync(Func<SleepWork, bool> which)
    {
        if (Current is not { } work || !which(work))
            return Task.CompletedTask;
        work.Stop();
        return work.Ended;
    }

    private void Tell(SleepWork work) => feed.Publish(new JobChanged(work.JobId, work.ContextId));
}
