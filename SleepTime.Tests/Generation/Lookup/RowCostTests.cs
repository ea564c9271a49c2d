using SleepTime.Engine.Generation.Lookup;

namespace SleepTime.Tests.Generation.Lookup;

public sealed class RowCostTests
{
    private readonly RowCost _cost = new();

    [Fact]
    public void Value_NothingMeasured_IsAHalf()
    {
        _cost.Measured(1, TimeSpan.FromMilliseconds(10));
        _cost.Measured(4, TimeSpan.Zero);

        Assert.Equal(0.5, _cost.Value);
    }

    [Theory]
    [InlineData(10, 13, 0.1)]
    [InlineData(10, 40, 1)]
    [InlineData(10, 70, 2)]
    public void Value_OneRowAndFour_IsTheShareOfEachFurtherOne(int one, int four, double expected)
    {
        for (var i = 0; i < 20; i++)
        {
            _cost.Measured(1, TimeSpan.FromMilliseconds(one));
            _cost.Measured(4, TimeSpan.FromMilliseconds(four));
        }

        Assert.Equal(expected, _cost.Value, 6);
    }
}
