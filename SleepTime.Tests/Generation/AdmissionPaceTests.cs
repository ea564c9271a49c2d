using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class AdmissionPaceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AdmissionPace _pace;

    public AdmissionPaceTests() => _pace = new AdmissionPace(_time);

    [Fact]
    public void RetryAfter_NothingMeasured_IsFiveSeconds() => Assert.Equal(5, _pace.RetryAfter.TotalSeconds);

    [Theory]
    [InlineData(12, 12)]
    [InlineData(0.1, 1)]
    [InlineData(600, 60)]
    public void RetryAfter_SteadyPace_IsTheTimeBetweenTwoWithinItsBounds(double seconds, double expected)
    {
        for (var i = 0; i < 3; i++)
        {
            _pace.Admitted(othersWait: true);
            _time.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(expected, _pace.RetryAfter.TotalSeconds, 6);
    }

    [Fact]
    public void RetryAfter_QueueWasEmptyForLong_DoesNotCountThatTime()
    {
        _pace.Admitted(othersWait: true);
        _time.Advance(TimeSpan.FromSeconds(4));
        _pace.Admitted(othersWait: false);
        _time.Advance(TimeSpan.FromHours(1));
        _pace.Admitted(othersWait: true);

        Assert.Equal(4, _pace.RetryAfter.TotalSeconds, 6);
    }
}
