using Microsoft.Extensions.Time.Testing;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class PressGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PressGuard _presses;
    private int _acts;

    public PressGuardTests() => _presses = new(_time);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(999, 1)]
    [InlineData(1000, 2)]
    public async Task RunAsync_Again_ActsFromASecondOn(int milliseconds, int acts)
    {
        await PressAsync();
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await PressAsync();

        Assert.Equal(acts, _acts);
    }

    [Fact]
    public async Task RunAsync_KeyIsHeldDown_ActsOnce()
    {
        for (var press = 0; press < 20; press++)
        {
            await PressAsync();
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal(1, _acts);
    }

    [Fact]
    public async Task RunAsync_WhileTheFirstOneActs_LeavesItOut()
    {
        var acts = new TaskCompletionSource();
        var first = _presses.RunAsync(() => acts.Task);
        _time.Advance(TimeSpan.FromSeconds(5));

        await PressAsync();
        acts.SetResult();
        await first;

        Assert.Equal(0, _acts);
    }

    [Fact]
    public async Task RunAsync_ItFailed_ActsAgainAtOnce()
    {
        await Assert.ThrowsAsync<IOException>(() => _presses.RunAsync(() => throw new IOException("disk full")));

        await PressAsync();

        Assert.Equal(1, _acts);
    }

    private Task PressAsync() => _presses.RunAsync(() =>
    {
        _acts++;
        return Task.CompletedTask;
    });
}
