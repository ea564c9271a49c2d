using SleepTime.Web.Components.Charts;

namespace SleepTime.Tests.Components.Charts;

public sealed class PointChartDataTests
{
    [Fact]
    public void Shows_SamePoints_IsTrue() => Assert.True(Data(1, 2).Shows(Data(1, 2)));

    [Fact]
    public void Shows_OtherValue_IsFalse() => Assert.False(Data(1, 2).Shows(Data(1, 3)));

    [Fact]
    public void Shows_MarkMoved_IsFalse() => Assert.False(Data(1, 2).Shows(Data(1, 2) with { Marks = [new(2, "break-even", "--st-good")] }));

    [Fact]
    public void Shows_Bars_IsFalse() => Assert.False(Data(1, 2).Shows(new ChartData(["1"], ["1"], [], "tokens", "questions")));

    [Fact]
    public void IsEmpty_SeriesWithoutPoints_IsTrue() => Assert.True(Data().IsEmpty);

    private static PointChartData Data(params double?[] values) => new(
        [new("Standard", "--st-standard", [.. values.Select((value, i) => new ChartPoint(i + 1, value))])],
        new("questions", ""), new("cost", "tokens"), [new(1, "break-even", "--st-good")]);
}
