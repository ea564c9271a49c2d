using System.Text;

namespace SleepTime.Tests.Support;

/// <summary>A response body that tells when something was flushed to it.</summary>
internal sealed class ObservedStream : MemoryStream
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Flushes { get; private set; }

    public string Text
    {
        get
        {
            lock (_gate)
                return Encoding.UTF8.GetString(ToArray());
        }
    }

    public async Task FlushedAsync(int times)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (Flushes >= times)
                    return;
                next = _flushed.Task;
            }

            await next.WaitAsync(SleepTimeApp.Patience);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Flushes++;
            _flushed.SetResult();
            _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Task.CompletedTask;
    }
}
