using SleepTime.Engine.Insights.Figures;

namespace SleepTime.Tests.Insights;

public sealed class WilsonIntervalTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1)]
    public void Wilson_Known_IsThePublishedInterval(int right, int all, double low, double high)
    {
        var interval = WilsonInterval.Of(right, all);
        Assert.Equal(low, interval.Low, 3e-4);
        Assert.Equal(high, interval.High, 3e-4);
    }
}
