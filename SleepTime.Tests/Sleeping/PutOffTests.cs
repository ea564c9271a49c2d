using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class PutOffTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PutOff _putOff;

    public PutOffTests() => _putOff = new PutOff(_time);

    [Fact]
    public void Left_NeverBegun_IsNothing() => Assert.Equal(TimeSpan.Zero, _putOff.Left);

    [Fact]
    public void Left_Begun_RunsOut()
    {
        _putOff.Begin(TimeSpan.FromSeconds(5), _putOff.Ends);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(2), _putOff.Left);

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.Zero, _putOff.Left);
    }

    [Fact]
    public void End_BeforeItsTime_LeavesNothing()
    {
        _putOff.Begin(TimeSpan.FromSeconds(5), _putOff.Ends);

        _putOff.End();

        Assert.Equal(TimeSpan.Zero, _putOff.Left);
    }

    [Fact]
    public void Begin_EndedDuringTheStep_LeavesNothing()
    {
        var before = _putOff.Ends;
        _putOff.End();

        _putOff.Begin(TimeSpan.FromSeconds(5), before);

        Assert.Equal(TimeSpan.Zero, _putOff.Left);
    }
}
