using System.Runtime.CompilerServices;

namespace SleepTime.Engine.Answering;

/// <summary>
/// What happened to one run, in order, only ever appended to. Each watcher keeps its own place in it, so that a slow one
/// delays nobody and a late one misses nothing. As long as the run itself: there is no buffer per watcher. Thread-safe.
/// </summary>
internal sealed class RunLog
{
    private readonly Lock _gate = new();
    private readonly List<RunEvent> _events = [];
    private TaskCompletionSource _grown = NewSignal();

    /// <exception cref="InvalidOperationException">The run has ended already.</exception>
    public void Append(RunEvent happened)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            if (_events is [.., RunEnded])
                throw new InvalidOperationException("A run that has ended cannot go on.");
            _events.Add(happened);
            grown = _grown;
            _grown = NewSignal();
        }
        grown.SetResult();
    }

    public async IAsyncEnumerable<RunEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = 0;
        while (true)
        {
            RunEvent[] news;
            Task grown;
            lock (_gate)
            {
                // Together, so that nothing can come in between unnoticed.
                news = [.. _events.Skip(place)];
                grown = _grown.Task;
            }
            foreach (var happened in news)
            {
                yield return happened;
                if (happened is RunEnded)
                    yield break;
            }
            place += news.Length;
            await grown.WaitAsync(cancellationToken);
        }
    }

    // Watchers go on elsewhere, not on the thread that appends.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
