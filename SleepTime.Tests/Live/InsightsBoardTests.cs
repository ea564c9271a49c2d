using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Tests.Support;
using SleepTime.Web.Live;

namespace SleepTime.Tests.Live;

public sealed class InsightsBoardTests : IAsyncDisposable
{
    private static readonly InsightsFilter _mayas = new(Owner: "maya");

    private readonly FakeTimeProvider _time = new();
    private readonly ActivityFeed _feed = new();
    private readonly List<InsightsFilter> _reads = [];
    private readonly InsightsBoard _board;
    private TimeSpan _takes;
    private int _told;

    public InsightsBoardTests() => _board = new InsightsBoard(ReadOnceAsync, _feed, _time, NullLogger<InsightsBoard>.Instance);

    [Fact]
    public async Task Read_FiftyPagesThroughTwoFilters_ReadsEachOnce()
    {
        var views = Enumerable.Range(0, 50).Select(tab => Watch(tab % 2 == 0 ? InsightsFilter.All : new InsightsFilter(Owner: "maya"))).ToList();

        await Task.WhenAll(views.SelectMany(view => Enumerable.Range(0, 9).Select(_ => view.ReadAsync(Token))));

        Assert.Equal(2, Reads().Count);
        Assert.Equal(2, Reads().Distinct().Count());
        views.ForEach(view => view.Dispose());
    }

    [Fact]
    public async Task Watch_ReadingTakesTwoSeconds_RestsTwentyTimesAsLong()
    {
        _takes = TimeSpan.FromSeconds(2);
        using var view = Watch(InsightsFilter.All);
        await view.ReadAsync(Token);

        var seconds = 0;
        await SleepTimeApp.WaitAsync("the second reading", () =>
        {
            _feed.Publish(new RunChanged(Guid.Empty, Guid.Empty));
            _time.Advance(TimeSpan.FromSeconds(1));
            seconds++;
            return Task.FromResult(Volatile.Read(ref _told) > 0);
        });

        Assert.Equal(2, Reads().Count);
        Assert.True(seconds >= 40, $"It was read after {seconds} s.");
    }

    [Fact]
    public async Task Watch_APriceChangedWhileItRests_ReadsAtOnce()
    {
        _takes = TimeSpan.FromSeconds(2);
        using var view = Watch(InsightsFilter.All);
        await view.ReadAsync(Token);
        _feed.Publish(new RunChanged(Guid.Empty, Guid.Empty)); // it rests over this for 40 s

        _feed.Publish(new PricesChanged());
        await SleepTimeApp.WaitAsync("the second reading", () => Task.FromResult(Volatile.Read(ref _told) > 0)); // the clock stands still

        Assert.Equal(2, Reads().Count);
    }

    [Fact]
    public async Task Watch_SomethingThatFiguresDoNotTell_ReadsNothing()
    {
        using var view = Watch(InsightsFilter.All);
        await view.ReadAsync(Token);

        _feed.Publish(new UploadChanged(Guid.Empty));
        _time.Advance(InsightsBoard.Interval);
        _feed.Publish(new RunChanged(Guid.Empty, Guid.Empty)); // this one it reads
        await SleepTimeApp.WaitAsync("the second reading", () =>
        {
            _time.Advance(InsightsBoard.Interval);
            return Task.FromResult(Volatile.Read(ref _told) > 0);
        });
        await _board.DisposeAsync(); // waits for a reading that runs

        Assert.Equal((1, 2), (_told, Reads().Count));
    }

    [Fact]
    public async Task Watch_PageIsOpenedAgain_HasWhatItHad()
    {
        using (var view = Watch(_mayas))
            await view.ReadAsync(Token);

        using var again = Watch(_mayas);
        await again.ReadAsync(Token);

        Assert.Single(Reads());
    }

    [Fact]
    public async Task Watch_ManyFiltersLeft_OnlyTheLatestAreRemembered()
    {
        using var stays = Watch(InsightsFilter.All);
        await stays.ReadAsync(Token);
        for (var i = 0; i <= InsightsBoard.Remembered; i++)
        {
            using var view = Watch(new InsightsFilter(Owner: $"{i}"));
            await view.ReadAsync(Token);
        }

        using var first = Watch(new InsightsFilter(Owner: "0"));
        using var last = Watch(new InsightsFilter(Owner: $"{InsightsBoard.Remembered}"));
        await Task.WhenAll(first.ReadAsync(Token), last.ReadAsync(Token), stays.ReadAsync(Token));

        Assert.Equal(2, Reads().Count(filter => filter.Owner == "0"));
        Assert.Equal(InsightsBoard.Remembered + 3, Reads().Count);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private InsightsView Watch(InsightsFilter filter) => _board.Watch(filter, () => Interlocked.Increment(ref _told));

    private IReadOnlyList<InsightsFilter> Reads()
    {
        lock (_reads)
            return [.. _reads];
    }

    private Task<InsightsReading> ReadOnceAsync(InsightsFilter filter, CancellationToken cancellationToken)
    {
        lock (_reads)
            _reads.Add(filter);
        _time.Advance(_takes);
        // What it says is the page's; here it only matters how often it is read.
        return Task.FromResult(new InsightsReading(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!, null!));
    }

    public ValueTask DisposeAsync() => _board.DisposeAsync();
}
