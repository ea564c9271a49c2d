using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepSpendingTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public SleepSpendingTests() => _engine = new TestEngine(_database);

    private SleepSpending Spending => _engine.Get<SleepSpending>();

    [Fact]
    public async Task Today_AJobWasCancelledWhileItWrote_CountsWhatItWrote()
    {
        var spending = Spending;
        var job = await CancelWhileItWritesAsync();

        Assert.Empty((await _engine.JobAsync(job.Id)).Passes);
        Assert.True(spending.Today > 0);
        Assert.Equal(spending.Today, await AfterRestartAsync());
    }

    [Fact]
    public async Task Today_APassSpansMidnight_CountsWhenItWasWrittenAndNotAgain()
    {
        var spending = Spending;
        await CancelWhileItWritesAsync();
        var written = spending.Today;
        _engine.Time.Advance(TimeSpan.FromDays(1));

        spending.Add(written); // its checkpoint, after midnight
        var after = spending.Today;
        spending.Add(3);

        Assert.True(written > 0);
        Assert.Equal((0, 3), (after, spending.Today));
    }

    [Fact]
    public async Task Today_TheTextWasDeleted_StillCountsAfterARestart()
    {
        var spending = Spending;
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        var spent = spending.Today;
        await _engine.DeleteAsync(context);

        Assert.True(spent > 0);
        Assert.Equal(spent, await AfterRestartAsync());
    }

    [Theory]
    [InlineData("2026-03-28T22:59:00Z", 1, 23)] // The clocks go forward on the 29th: the day has 23 hours.
    [InlineData("2026-10-24T21:59:00Z", 1, 25)] // They go back on the 25th: it has 25.
    public async Task Day_TheClocksChange_EndsAtMidnightOnTheWall(string justBefore, int minutes, int hours)
    {
        using var database = new TestDatabase();
        await using var engine = new TestEngine(database);
        engine.Time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        engine.Time.AdjustTime(DateTimeOffset.Parse(justBefore, System.Globalization.CultureInfo.InvariantCulture));
        var spending = engine.Get<SleepSpending>();
        spending.Add(5);

        Assert.Equal((5, TimeSpan.FromMinutes(minutes)), (spending.Today, spending.UntilTomorrow));
        engine.Time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal((0, TimeSpan.FromHours(hours)), (spending.Today, spending.UntilTomorrow));
        spending.Add(7);
        engine.Time.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        Assert.Equal(7, spending.Today);
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, spending.Today);
    }

    [Fact]
    public void StartOf_ADayWithoutMidnight_IsItsFirstMoment()
    {
        // In Cairo the clocks went from 24:00 of 24 April 2025 to 1:00.
        var start = LocalDays.StartOf(new DateOnly(2025, 4, 25), TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo"));

        Assert.Equal(new DateTimeOffset(2025, 4, 25, 1, 0, 0, TimeSpan.FromHours(3)), start);
    }

    private async Task<SleepJobView> CancelWhileItWritesAsync()
    {
        _engine.Model.Reply = _ => "QZXJVKWYBHGF";
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        using var writing = new Breakpoint(_engine.Model, at: 8);
        var step = _engine.StepAsync();
        await writing.Reached;
        var cancelled = _engine.Get<SleepQueue>().CancelAsync(job.Id, CancellationToken.None);
        writing.GoOn();
        await cancelled;
        await step;
        return job;
    }

    private async Task<long> AfterRestartAsync()
    {
        await Spending.Kept;
        await using var restarted = new TestEngine(_database);
        await restarted.Get<SleepSpending>().RestoreAsync(CancellationToken.None);
        return restarted.Get<SleepSpending>().Today;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
