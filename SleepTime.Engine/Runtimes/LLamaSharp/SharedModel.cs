using LLama.Native;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>
/// A model with those who use it: it is closed when its owner and the last of them are done. LLamaSharp counts contexts
/// too, but they refuse to give logits once their model was closed. Thread-safe.
/// </summary>
internal sealed class SharedModel(SafeLlamaModelHandle handle)
{
    private readonly Lock _gate = new();
    private int _users = 1;
    private bool _isDisposed;

    public SafeLlamaModelHandle Handle => handle;

    /// <exception cref="ObjectDisposedException">Its owner has disposed it.</exception>
    public IDisposable Use()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(ILoadedModel));
            _users++;
        }
        return new User(this);
    }

    /// <summary>Its owner is done with it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }
        Release();
    }

    private void Release()
    {
        lock (_gate)
        {
            if (--_users > 0)
                return;
        }
        handle.Dispose();
    }

    private sealed class User(SharedModel model) : IDisposable
    {
        private int _isDone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDone, 1) == 0)
                model.Release();
        }
    }
}
