using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class StepCostTests
{
    private readonly StepCost _cost = new();

    [Fact]
    public void Value_StepsOfSeveralSizes_TellsTheFixedPartFromTheTokens()
    {
        foreach (var tokens in (int[])[16, 128, 35, 64, 512, 16, 130])
            Measure(tokens, fixedMs: 5, perTokenMs: 0.3);

        var (@fixed, perToken) = _cost.Value!.Value;
        Assert.Equal(0.005, @fixed, 6);
        Assert.Equal(0.0003, perToken, 7);
    }

    [Fact]
    public void Value_TheMachineBecameSlower_Follows()
    {
        for (var i = 0; i < 50; i++)
            Measure(i % 2 == 0 ? 16 : 128, fixedMs: 1, perTokenMs: 0.1);
        for (var i = 0; i < 400; i++)
            Measure(i % 2 == 0 ? 16 : 128, fixedMs: 4, perTokenMs: 0.3);

        Assert.Equal(0.004, _cost.Value!.Value.Fixed, 4);
    }

    [Theory]
    [InlineData(128, 128)]
    [InlineData(1, 4)]
    public void Value_StepsThatTellNothing_IsNull(int one, int other)
    {
        for (var i = 0; i < 20; i++)
            Measure(i % 2 == 0 ? one : other, fixedMs: 5, perTokenMs: 0.3);

        Assert.Null(_cost.Value);
    }

    [Fact]
    public void Value_LargerStepsTookNoLonger_IsNull()
    {
        for (var i = 0; i < 20; i++)
            _cost.Measured(i % 2 == 0 ? 16 : 128, TimeSpan.FromMilliseconds(i % 2 == 0 ? 20 : 10));

        Assert.Null(_cost.Value);
    }

    private void Measure(int tokens, double fixedMs, double perTokenMs) => _cost.Measured(tokens, TimeSpan.FromMilliseconds(fixedMs + tokens * perTokenMs));
}
