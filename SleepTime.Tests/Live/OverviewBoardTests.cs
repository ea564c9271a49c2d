using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Overview;
using SleepTime.Tests.Support;
using SleepTime.Web.Live;

namespace SleepTime.Tests.Live;

public sealed class OverviewBoardTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ActivityFeed _feed = new();
    private readonly Channel<int> _told = Channel.CreateUnbounded<int>();
    private readonly OverviewBoard _board;
    private TaskCompletionSource? _hold;
    private TimeSpan _takes;
    private bool _fails;
    private int _reads;

    public OverviewBoardTests() => _board = new OverviewBoard(ReadOnceAsync, _feed, _time, NullLogger<OverviewBoard>.Instance);

    [Fact]
    public async Task ReadWatched_FiftyTabsAtOnce_ReadOnce()
    {
        _hold = new();
        var tabs = Enumerable.Range(0, 50).Select(_ => _board.ReadWatchedAsync("local", Token)).ToList();
        _hold.SetResult();
        await Task.WhenAll(tabs);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _board.ReadWatchedAsync("local", Token)));

        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task Watch_ManyChangesAndFiftyTabs_ReadsOncePerIntervalForAll()
    {
        var tabs = Enumerable.Range(0, 50).Select(tab => _board.Watch(() => _told.Writer.TryWrite(tab))).ToList();
        _feed.Publish(new ContextChanged(Guid.Empty));
        await ToldAsync(50);

        for (var i = 0; i < 100; i++)
            _feed.Publish(new RunChanged(Guid.Empty, Guid.Empty));
        Assert.False(_told.Reader.TryRead(out _));
        _time.Advance(OverviewBoard.Interval);
        await ToldAsync(50);

        Assert.Equal(2, _reads);
        tabs.ForEach(tab => tab.Dispose());
    }

    [Fact]
    public async Task Read_AfterAChange_TellsOfIt()
    {
        Assert.Equal(1, (await _board.ReadAsync("local", Token)).Totals.Contexts);
        Assert.Equal(1, (await _board.ReadAsync("local", Token)).Totals.Contexts);

        _feed.Publish(new ContextChanged(Guid.Empty));

        Assert.Equal(2, (await _board.ReadAsync("local", Token)).Totals.Contexts);
    }

    [Fact]
    public async Task Read_ChangedWhileReading_TheNextReadingServesAllWhoCameSince()
    {
        _hold = new();
        var before = _board.ReadAsync("local", Token);
        _feed.Publish(new ContextChanged(Guid.Empty));
        var after = Enumerable.Range(0, 20).Select(_ => _board.ReadAsync("local", Token)).ToList();
        _feed.Publish(new ContextChanged(Guid.Empty));
        after.AddRange(Enumerable.Range(0, 20).Select(_ => _board.ReadAsync("local", Token)));
        _hold.SetResult();

        Assert.Equal(1, (await before).Totals.Contexts);
        Assert.All(await Task.WhenAll(after), overview => Assert.Equal(2, overview.Totals.Contexts));
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Read_ReadingTakesASecond_ReadsNoMoreThanATwentiethOfTheTimeHoweverOftenItIsAsked()
    {
        _takes = TimeSpan.FromSeconds(1);
        await _board.ReadAsync("local", Token);

        for (var i = 0; i < 19; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _feed.Publish(new ContextChanged(Guid.Empty));
            Assert.Equal(1, (await _board.ReadAsync("local", Token)).Totals.Contexts);
        }
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await _board.ReadAsync("local", Token)).Totals.Contexts);
    }

    [Fact]
    public async Task Watch_ChangedWhileItRests_IsToldWhenTheRestIsOver()
    {
        _takes = TimeSpan.FromSeconds(1);
        await _board.ReadAsync("local", Token);
        using var watch = _board.Watch(() => _told.Writer.TryWrite(0));

        _feed.Publish(new ContextChanged(Guid.Empty));
        var seconds = 0;
        await SleepTimeApp.WaitAsync("the reading", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            seconds++;
            return Task.FromResult(_told.Reader.TryRead(out _));
        });

        Assert.Equal(2, _reads);
        Assert.True(seconds >= 20, $"It was read after {seconds} s.");
    }

    [Fact]
    public async Task Change_NobodyWatches_ReadsNothing()
    {
        _board.Watch(() => _told.Writer.TryWrite(0)).Dispose();

        _feed.Publish(new ContextChanged(Guid.Empty));
        _time.Advance(TimeSpan.FromMinutes(5));

        // Were it to read, it would be told before the one who asks now.
        await _board.ReadAsync("local", Token);
        Assert.Equal(1, _reads);
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Watch_SomethingChangedWhileNobodyDid_IsReadAtOnce()
    {
        await _board.ReadAsync("local", Token);
        _feed.Publish(new ContextChanged(Guid.Empty));

        using var watch = _board.Watch(() => _told.Writer.TryWrite(0));
        await ToldAsync(1);

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Watch_NothingHappens_ReadsAnewAllTheSame()
    {
        using var watch = _board.Watch(() => _told.Writer.TryWrite(0));

        _time.Advance(TimeSpan.FromSeconds(30));
        await ToldAsync(1);
        _time.Advance(TimeSpan.FromSeconds(30));
        await ToldAsync(1);

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Read_Fails_SaysSoAndTheNextReadsAgain()
    {
        _fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _board.ReadAsync("local", Token));
        _fails = false;

        Assert.Equal(2, (await _board.ReadAsync("local", Token)).Totals.Contexts);
    }

    [Fact]
    public async Task Watch_ReadingFails_IsToldSoThatThePageCanSayIt()
    {
        using var watch = _board.Watch(() => _told.Writer.TryWrite(0));
        _fails = true;

        _feed.Publish(new ContextChanged(Guid.Empty));

        await ToldAsync(1);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<TeamOverview> ReadOnceAsync(CancellationToken cancellationToken)
    {
        var read = Interlocked.Increment(ref _reads);
        if (_hold is { } hold)
            await hold.Task;
        _time.Advance(_takes);
        if (_fails)
            throw new InvalidOperationException("The database is locked.");
        return Overviews.Empty with { Totals = Overviews.Empty.Totals with { Contexts = read } };
    }

    private async Task ToldAsync(int times)
    {
        for (var i = 0; i < times; i++)
            await _told.Reader.ReadAsync(Token).AsTask().WaitAsync(SleepTimeApp.Patience, Token);
    }

    public ValueTask DisposeAsync() => _board.DisposeAsync();
}
