namespace SleepTime.Web.Components.Shared;

/// <summary>
/// What a page shows of something that is read: nothing yet, the value, or why not. A failed refresh keeps the value
/// that was there. Used from the renderer's dispatcher only.
/// </summary>
public sealed class Loader<T>(string whatFailed, Func<CancellationToken, Task<T>> read) : IDisposable
{
    private CancellationTokenSource? _current;

    public T? Value { get; private set; }

    public bool HasValue { get; private set; }

    /// <summary>Why the last read failed, in words; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Reads anew; a read that is still under way is abandoned, so that an old answer never replaces a newer one.</summary>
    public async Task LoadAsync()
    {
        if (_current is not null)
            await _current.CancelAsync();
        var current = _current = new CancellationTokenSource();
        try
        {
            var value = await read(current.Token);
            if (_current != current)
                return;
            (Value, HasValue, Failure) = (value, true, null);
        }
        catch (OperationCanceledException) when (current.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // Nobody waits for one that was abandoned, however it ends.
            if (_current == current)
                Failure = FailureWords.Describe(exception, whatFailed);
        }
    }

    /// <summary>Forgets the value, for instance because it belongs to another key.</summary>
    public void Clear()
    {
        _current?.Cancel();
        _current = null;
        (Value, HasValue, Failure) = (default, false, null);
    }

    public void Dispose() => Clear();
}
