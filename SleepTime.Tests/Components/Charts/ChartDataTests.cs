using SleepTime.Web.Components.Charts;

namespace SleepTime.Tests.Components.Charts;

public sealed class ChartDataTests
{
    [Fact]
    public void Shows_SamePoints_IsTrue() => Assert.True(Data(1, 2).Shows(Data(1, 2)));

    [Fact]
    public void Shows_OtherValue_IsFalse() => Assert.False(Data(1, 2).Shows(Data(1, 3)));

    [Fact]
    public void Shows_NothingDrawnYet_IsFalse() => Assert.False(Data(1, 2).Shows(null));

    private static ChartData Data(params double?[] values) =>
        new([.. values.Select((_, i) => $"{i}")], [.. values.Select((_, i) => $"Question {i}")], [new("Standard", "--st-standard", values)], "tokens", "comparisons");
}
