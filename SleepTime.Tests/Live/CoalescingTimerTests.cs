using SleepTime.Tests.Support;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Web.Live;

namespace SleepTime.Tests.Live;

public sealed class CoalescingTimerTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly Channel<int> _runs = Channel.CreateUnbounded<int>();
    private int _count;

    [Fact]
    public async Task Trigger_AfterQuietInterval_RunsAtOnce()
    {
        await using var timer = Create();

        timer.Trigger();

        Assert.Equal(1, await NextRunAsync());
    }

    [Fact]
    public async Task Trigger_ManyWithinInterval_RunsOnceAtItsEnd()
    {
        await using var timer = Create();
        timer.Trigger();
        await NextRunAsync();

        for (var i = 0; i < 100; i++)
            timer.Trigger();
        _time.Advance(Interval - TimeSpan.FromMilliseconds(1));
        Assert.False(_runs.Reader.TryRead(out _));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, await NextRunAsync());
        _time.Advance(Interval * 10);
        Assert.Equal(2, Volatile.Read(ref _count));
    }

    [Fact]
    public async Task Trigger_WhileActionRuns_RunsAgainAfterwardsWithoutOverlap()
    {
        var hold = new TaskCompletionSource();
        await using var timer = Create(() => hold.Task);
        timer.Trigger();
        await NextRunAsync();

        timer.Trigger();
        _time.Advance(Interval * 2);
        Assert.Equal(1, Volatile.Read(ref _count));
        hold.SetResult();

        Assert.Equal(2, await NextRunAsync());
    }

    [Fact]
    public async Task Trigger_AfterActionFailed_RunsAgain()
    {
        await using var timer = Create(() => _count == 1 ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask);
        timer.Trigger();
        await NextRunAsync();

        timer.Trigger();
        _time.Advance(Interval);

        Assert.Equal(2, await NextRunAsync());
    }

    [Fact]
    public async Task DisposeAsync_WithPendingTrigger_NeverRunsIt()
    {
        var timer = Create();
        timer.Trigger();
        await NextRunAsync();
        timer.Trigger();

        await timer.DisposeAsync();
        timer.Trigger();
        _time.Advance(Interval * 10);

        Assert.Equal(1, Volatile.Read(ref _count));
    }

    [Fact]
    public async Task DisposeAsync_WhileActionRuns_WaitsForIt()
    {
        var hold = new TaskCompletionSource();
        var timer = Create(() => hold.Task);
        timer.Trigger();
        await NextRunAsync();

        var disposal = timer.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        hold.SetResult();

        await disposal.WaitAsync(SleepTimeApp.Patience);
    }

    private CoalescingTimer Create(Func<Task>? action = null) => new(_time, Interval, () =>
    {
        _runs.Writer.TryWrite(Interlocked.Increment(ref _count));
        return action?.Invoke() ?? Task.CompletedTask;
    });

    private async Task<int> NextRunAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(SleepTimeApp.Patience);
}
