using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.ModelHosting.Downloads;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class TransferRateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void PerSecond_SteadyBytes_IsTheirSpeed()
    {
        var rate = new TransferRate(_time);
        Assert.Null(rate.PerSecond());

        Send(rate, seconds: 3, bytesPerSecond: 1000);

        Assert.Equal(1000, rate.PerSecond()!.Value, 50d);
    }

    [Fact]
    public void PerSecond_AfterAChange_FollowsTheLastSeconds()
    {
        var rate = new TransferRate(_time);
        Send(rate, seconds: 60, bytesPerSecond: 1000);
        Send(rate, seconds: 10, bytesPerSecond: 5000);

        Assert.Equal(5000, rate.PerSecond()!.Value, 300d);
    }

    [Fact]
    public void PerSecond_NothingForLong_IsZero()
    {
        var rate = new TransferRate(_time);
        Send(rate, seconds: 5, bytesPerSecond: 1000);

        _time.Advance(TimeSpan.FromSeconds(20));
        rate.PerSecond();
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(0, rate.PerSecond());
    }

    private void Send(TransferRate rate, int seconds, int bytesPerSecond)
    {
        for (var tenth = 0; tenth < seconds * 10; tenth++)
        {
            rate.Add(bytesPerSecond / 10);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }
}
