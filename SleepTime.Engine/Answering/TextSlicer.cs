using System.Text;

namespace SleepTime.Engine.Answering;

/// <summary>
/// Gathers the text of one run into slices of time: a model writes more tokens a second than a page can draw. The first
/// text goes out at once, because people wait for it; nothing is held back for longer than a slice. Thread-safe.
/// </summary>
internal sealed class TextSlicer : IAsyncDisposable
{
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(40);

    private readonly Action<string, int> _give;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly StringBuilder _held = new();
    private int _tokens;
    private long? _lastGiven;

    /// <param name="give">Gets a slice and the number of tokens so far; called one slice at a time.</param>
    public TextSlicer(Action<string, int> give, TimeProvider time)
    {
        _give = give;
        _time = time;
        _timer = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(string text, int tokens)
    {
        lock (_gate)
        {
            var isFirstHeld = _held.Length == 0;
            _held.Append(text);
            _tokens = tokens;
            var left = _lastGiven is { } last ? Slice - _time.GetElapsedTime(last) : TimeSpan.Zero;
            if (left <= TimeSpan.Zero)
                Give();
            else if (isFirstHeld)
                _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Gives out what is held.</summary>
    public void Flush()
    {
        lock (_gate)
            Give();
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    // Inside the lock, so that slices cannot overtake each other.
    private void Give()
    {
        if (_held.Length == 0)
            return;
        _give(_held.ToString(), _tokens);
        _held.Clear();
        _lastGiven = _time.GetTimestamp();
    }
}
