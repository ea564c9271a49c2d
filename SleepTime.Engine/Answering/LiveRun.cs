using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Answering;

/// <summary>A run that is going on: what happened so far, and the ways to stop it. Thread-safe.</summary>
internal sealed class LiveRun
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _interrupted;

    public LiveRun(Run run, GenerationTicket ticket)
    {
        Run = run;
        Ticket = ticket;
        Log.Append(new RunStarted(run.Id, run.Mode));
    }

    /// <summary>As it was when it started.</summary>
    public Run Run { get; }

    public GenerationTicket Ticket { get; }

    public RunLog Log { get; } = new();

    /// <summary>Completes when its end is stored and told.</summary>
    public Task Ended => _ended.Task;

    public bool WasInterrupted => _interrupted;

    /// <summary>A person stops it.</summary>
    public void Cancel() => Ticket.Cancel();

    /// <summary>The server stops it, because it is stopping itself.</summary>
    public void Interrupt()
    {
        _interrupted = true;
        Ticket.Cancel();
    }

    public void End() => _ended.TrySetResult();
}
