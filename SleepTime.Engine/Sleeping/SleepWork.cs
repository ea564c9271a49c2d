using System.Text;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>The pass that is being worked on: what it has written, the way to stop it, and the way to wait for its end. Thread-safe.</summary>
internal sealed class SleepWork(SleepJob job, Action<SleepWork> tell, TimeProvider time)
{
    /// <summary>Text comes token by token; nobody needs to be told more often than this while it is being written.</summary>
    public static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>The first tokens often come in one go, which says nothing about the speed.</summary>
    public const int SpeedFrom = 10;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _text = new();
    private GenerationTicket? _ticket;
    private bool _stopped;
    private int _tokens;
    private int _stepAsideCount;
    private bool _aside;
    private TimeSpan _writing;
    private long? _lastText;
    private long? _lastTold;

    public Guid JobId { get; } = job.Id;

    public Guid ContextId { get; } = job.ContextId;

    /// <summary>From 1.</summary>
    public int Pass { get; } = job.PassesDone + 1;

    /// <summary>Completes when nothing of it runs any more and its outcome is stored.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How often it gave way to questions.</summary>
    public int StepAsideCount
    {
        get
        {
            lock (_gate)
                return _stepAsideCount;
        }
    }

    public SleepProgress Progress
    {
        get
        {
            lock (_gate)
                return new SleepProgress(JobId, Pass, _text.ToString(), _tokens, Speed(), _aside);
        }
    }

    public void Follow(GenerationUpdate update)
    {
        bool due;
        lock (_gate)
        {
            due = update switch
            {
                GenerationText text => Write(text),
                GenerationSteppedAside aside => StepAside(aside.Aside),
                _ => false,
            };
            if (due)
                _lastTold = time.GetTimestamp();
        }
        if (due)
            tell(this);
    }

    /// <summary>The generation that writes the pass; ended at once when the work was stopped before it began.</summary>
    public void Attach(GenerationTicket ticket)
    {
        bool stopped;
        lock (_gate)
        {
            _ticket = ticket;
            stopped = _stopped;
        }
        if (stopped)
            ticket.Cancel();
    }

    public void Stop()
    {
        GenerationTicket? ticket;
        lock (_gate)
        {
            _stopped = true;
            ticket = _ticket;
        }
        ticket?.Cancel();
    }

    public void End() => _ended.TrySetResult();

    private bool Write(GenerationText text)
    {
        // Time spent aside is not time spent writing: StepAside forgets the last moment.
        if (_lastText is { } last)
            _writing += time.GetElapsedTime(last);
        _lastText = time.GetTimestamp();
        _text.Append(text.Text);
        _tokens = text.CompletionTokens;
        return _lastTold is not { } told || time.GetElapsedTime(told) >= TellEvery;
    }

    private bool StepAside(bool aside)
    {
        if (aside == _aside)
            return false;
        _aside = aside;
        _lastText = null;
        if (aside)
            _stepAsideCount++;
        return true;
    }

    private double? Speed() => _writing > TimeSpan.Zero && _tokens >= SpeedFrom ? (_tokens - 1) / _writing.TotalSeconds : null;
}
