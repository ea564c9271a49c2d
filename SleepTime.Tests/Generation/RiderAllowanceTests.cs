using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Lookup;

namespace SleepTime.Tests.Generation;

public sealed class RiderAllowanceTests
{
    private const double Share = 0.25;

    private readonly RowCost _cost = new();

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.4)]
    [InlineData(0.9)]
    public void Riders_WhateverARowCosts_TakeTheShareAndNoMore(double cost)
    {
        Measure(cost);
        var riders = Ride(new RiderAllowance(Share, _cost), steps: 1000).Sum();

        Assert.InRange(riders * cost, 1000 * Share - 1000 * Math.Max(0, Share - cost * Math.Floor(Share / cost)) - 1, 1000 * Share + 1e-6);
    }

    [Fact]
    public void Riders_RowCostsMoreThanTheShare_ComeOneAtATime()
    {
        Measure(0.5);

        Assert.Equal([0, 1, 0, 1, 0, 1], Ride(new RiderAllowance(Share, _cost), steps: 6));
    }

    [Fact]
    public void Riders_NobodyRodeForLong_AreNotSavedUp()
    {
        Measure(0.1);
        var allowance = new RiderAllowance(Share, _cost);
        for (var i = 0; i < 1000; i++)
            allowance.Computed(riders: 0);

        Assert.Equal(2, allowance.Riders);
    }

    [Theory]
    [InlineData(1.0, 0.25)]
    [InlineData(1.7, 0.25)]
    [InlineData(0.1, 0)]
    public void Riders_RowCostsAStepOrTheShareIsZero_AreNone(double cost, double share)
    {
        Measure(cost);

        Assert.All(Ride(new RiderAllowance(share, _cost), steps: 50), riders => Assert.Equal(0, riders));
    }

    private static List<int> Ride(RiderAllowance allowance, int steps)
    {
        List<int> riders = [];
        for (var i = 0; i < steps; i++)
        {
            riders.Add(allowance.Riders);
            allowance.Computed(riders[^1]);
        }
        return riders;
    }

    private void Measure(double cost)
    {
        _cost.Measured(1, TimeSpan.FromSeconds(1));
        _cost.Measured(2, TimeSpan.FromSeconds(1 + cost));
    }
}
