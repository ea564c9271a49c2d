using SleepTime.Engine.Activities;

namespace SleepTime.Tests.Activities;

public sealed class ActivityFeedTests
{
    private readonly ActivityFeed _feed = new();

    [Fact]
    public void Publish_SubscriberThrows_TheOthersHearOfIt()
    {
        var heard = new List<ActivityEvent>();
        using var broken = _feed.Subscribe(_ => throw new InvalidOperationException("a page's mistake."));
        using var listening = _feed.Subscribe(heard.Add);

        _feed.Publish(new ModelChanged());

        Assert.Equal([new ModelChanged()], heard);
    }

    [Fact]
    public void Dispose_WhileItIsBeingCalled_HearsNothingMore()
    {
        var heard = 0;
        IDisposable? subscription = null;
        subscription = _feed.Subscribe(_ =>
        {
            heard++;
            subscription!.Dispose();
        });

        _feed.Publish(new ModelChanged());
        _feed.Publish(new ModelChanged());

        Assert.Equal(1, heard);
    }

    [Fact]
    public void Dispose_Twice_LeavesAnEqualSubscriberAlone()
    {
        var heard = 0;
        Action<ActivityEvent> listen = _ => heard++;
        var first = _feed.Subscribe(listen);
        using var second = _feed.Subscribe(listen);

        first.Dispose();
        first.Dispose();
        _feed.Publish(new ModelChanged());

        Assert.Equal(1, heard);
    }
}
