using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine;

namespace SleepTime.Tests;

public sealed class WakeSignalTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WakeSignal _wake;

    public WakeSignalTests() => _wake = new WakeSignal(_time);

    [Fact]
    public async Task Wait_SignalsCameBefore_ReturnsOnceForAll()
    {
        _wake.Set();
        _wake.Set();

        await _wake.WaitAsync(null, CancellationToken.None);

        Assert.False(_wake.WaitAsync(null, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Wait_ASignalComes_Returns()
    {
        var wait = _wake.WaitAsync(null, CancellationToken.None);
        Assert.False(wait.IsCompleted);

        _wake.Set();

        await wait;
    }

    [Fact]
    public async Task Wait_NoSignal_ReturnsAfterTheLimitAndNotBefore()
    {
        var wait = _wake.WaitAsync(TimeSpan.FromMilliseconds(1.2), CancellationToken.None);

        _time.Advance(TimeSpan.FromMilliseconds(1.5));
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(0.5));
        await wait;
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        var wait = _wake.WaitAsync(null, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    public void Dispose() => _wake.Dispose();
}
