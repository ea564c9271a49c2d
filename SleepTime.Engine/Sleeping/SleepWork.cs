using System.Text;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// What a job is doing right now: what it has written, the way to stop it, and the way to wait for its end. Of runs side
/// by side the text of the first is shown, and the tokens of all are counted. Thread-safe.
/// </summary>
internal sealed class SleepWork(SleepJob job, Action<SleepWork> tell, TimeProvider time)
{
    /// <summary>Text comes token by token; nobody needs to be told more often than this while it is being written.</summary>
    public static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>The first tokens often come in one go, which says nothing about the speed.</summary>
    public const int SpeedFrom = 10;

    // So do tokens that came within a moment: what looks at them may have been late.
    private static readonly TimeSpan ShortestMeasured = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _text = new();
    private readonly List<Action> _cancels = [];
    private readonly Dictionary<int, int> _tokens = [];
    private int? _shown;
    private SleepActivity _activity = SleepActivity.Writing;
    private bool _stopped;
    private int _stepAsideCount;
    private bool _aside;
    private TimeSpan _writing;
    private long? _lastText;
    private long? _lastTold;

    public Guid JobId { get; } = job.Id;

    public Guid ContextId { get; } = job.ContextId;

    /// <summary>From 1.</summary>
    public int Pass { get; } = job.PassesDone + 1;

    /// <summary>Which part of a long text, as the job counts; 0 for a whole text.</summary>
    public int Section { get; set; }

    /// <summary>Completes when nothing of it runs any more and its outcome is stored.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How often it gave way to questions and this is not stored yet.</summary>
    public int StepAsideCount
    {
        get
        {
            lock (_gate)
                return _stepAsideCount;
        }
    }

    /// <summary>How often it gave way since this was asked last, for storing.</summary>
    public int TakeStepAsides()
    {
        lock (_gate)
        {
            var count = _stepAsideCount;
            _stepAsideCount = 0;
            return count;
        }
    }

    public SleepProgress Progress
    {
        get
        {
            lock (_gate)
                return new SleepProgress(JobId, Pass, _activity, _text.ToString(), _tokens.Values.Sum(), Speed(), _aside, Section);
        }
    }

    /// <summary>Something else begins: what was written before is stored and no longer shown.</summary>
    public void Begin(SleepActivity activity)
    {
        lock (_gate)
        {
            if (activity == _activity && _text.Length == 0)
                return;
            _activity = activity;
            _text.Clear();
            _tokens.Clear();
            _shown = null;
            _lastText = null;
            _writing = TimeSpan.Zero;
        }
        tell(this);
    }

    /// <param name="run">Which of the generations side by side, from 0.</param>
    public void Follow(GenerationUpdate update, int run = 0)
    {
        bool due;
        lock (_gate)
        {
            due = update switch
            {
                GenerationText text => Write(text, run),
                GenerationSteppedAside aside => StepAside(aside.Aside),
                _ => false,
            };
            if (due)
                _lastTold = time.GetTimestamp();
        }
        if (due)
            tell(this);
    }

    /// <summary>A generation of this job; ended at once when the work was stopped before it began.</summary>
    public void Attach(GenerationTicket ticket) => Attach(ticket.Cancel);

    /// <summary>A way to end something that this job is doing; taken at once when the work was stopped before it began.</summary>
    public void Attach(Action cancel)
    {
        bool stopped;
        lock (_gate)
        {
            _cancels.Add(cancel);
            stopped = _stopped;
        }
        if (stopped)
            cancel();
    }

    public void Stop()
    {
        Action[] cancels;
        lock (_gate)
        {
            _stopped = true;
            cancels = [.. _cancels];
        }
        foreach (var cancel in cancels)
            cancel();
    }

    public void End() => _ended.TrySetResult();

    private bool Write(GenerationText text, int run)
    {
        _shown ??= run;
        // Time spent aside is not time spent writing: StepAside forgets the last moment.
        if (_lastText is { } last)
            _writing += time.GetElapsedTime(last);
        _lastText = time.GetTimestamp();
        if (run == _shown)
            _text.Append(text.Text);
        _tokens[run] = text.CompletionTokens;
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

    private double? Speed() => _writing >= ShortestMeasured && _tokens.Values.Sum() is >= SpeedFrom and var tokens ? (tokens - 1) / _writing.TotalSeconds : null;
}
