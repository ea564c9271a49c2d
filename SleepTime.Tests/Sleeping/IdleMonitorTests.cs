using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class IdleMonitorTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ActivityFeed _feed = new();
    private readonly IdleMonitor _idle;
    private EngineLoad _load = EngineLoad.Idle;

    public IdleMonitorTests() => _idle = new IdleMonitor(() => _load, _feed, _time, TimeSpan.FromSeconds(2));

    [Fact]
    public void IsIdle_NobodyEverAsked_IsTrue() => Assert.True(_idle.IsIdle);

    [Fact]
    public void IsIdle_AQuestionRunsOrWaits_IsFalseHoweverLong()
    {
        Set(running: 1);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_idle.IsIdle);
        Assert.Null(_idle.TimeLeft);

        Set(waiting: 1);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_idle.QuestionsActive);
        Assert.Null(_idle.TimeLeft);
    }

    [Fact]
    public void TimeLeft_AfterAQuestion_CountsFromItsEnd()
    {
        Set(running: 1);
        _time.Advance(TimeSpan.FromMinutes(1));
        Set(running: 0);
        Assert.Equal(TimeSpan.FromSeconds(2), _idle.TimeLeft);

        _time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(TimeSpan.FromSeconds(0.5), _idle.TimeLeft);
        Assert.False(_idle.IsIdle);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, _idle.TimeLeft);
    }

    [Fact]
    public void TimeLeft_AQuestionCameAndWentBetweenTwoLooks_IsCounted()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        Set(running: 1);
        Set(running: 0);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(1), _idle.TimeLeft);
    }

    [Fact]
    public void IsIdle_SleepItselfRuns_IsTrue()
    {
        _load = new EngineLoad([0, 0, 1], [0, 0, 3], 100);
        _feed.Publish(new EngineLoadChanged());

        Assert.True(_idle.IsIdle);
    }

    [Fact]
    public void IsIdle_RemoteEngineWorksForOthers_IsFalseAndCountsFromTheirEnd()
    {
        _load = EngineLoad.Idle with { Elsewhere = 2 };
        _feed.Publish(new EngineLoadChanged());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_idle.TimeLeft);

        Set();
        Assert.Equal(TimeSpan.FromSeconds(2), _idle.TimeLeft);
    }

    public void Dispose() => _idle.Dispose();

    private void Set(int running = 0, int waiting = 0)
    {
        _load = new EngineLoad([running, 0, 0], [waiting, 0, 0], 0);
        _feed.Publish(new EngineLoadChanged());
    }
}
