using SleepTime.Engine.Answering;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

public sealed class RunRegistryTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public RunRegistryTests()
    {
        _engine = new TestEngine(_database);
        _engine.Model.Reply = _ => "Maya has 3.";
    }

    [Fact]
    public async Task Watch_ByTwoHundredFromTheStartAndLater_GivesAllTheSame()
    {
        using var writing = new Breakpoint(_engine.Model, at: 4);
        var run = (await _engine.AskAsync(await _engine.AddContextAsync(), AnswerMode.Standard)).Runs[0];
        var early = Enumerable.Range(0, 100).Select(_ => _engine.EventsAsync(run)).ToList();
        await writing.Reached;
        var late = Enumerable.Range(0, 100).Select(_ => _engine.EventsAsync(run)).ToList();
        writing.GoOn();

        var all = await Task.WhenAll(early.Concat(late));

        Assert.Equal("Maya has 3.", TextOf(all[0]));
        Assert.All(all, events => Assert.Equal(all[0], events));
    }

    [Fact]
    public async Task Watch_LongAfterTheEnd_ReadsWhatIsStored()
    {
        var run = (await _engine.AskAsync(await _engine.AddContextAsync(), AnswerMode.Standard)).Runs[0];
        await _engine.EndOfAsync(run);
        _engine.Time.Advance(RunRegistry.Linger);

        await using var restarted = new TestEngine(_database);
        var events = await restarted.EventsAsync(run);

        Assert.Equal(new RunStarted(run.Id, run.Mode), events[0]);
        Assert.Equal(new RunText(run.Id, run.Mode, "Maya has 3.", 12), events[1]);
        Assert.Equal("Maya has 3.", Assert.IsType<RunEnded>(events[2]).Run.Answer);
        Assert.Equal(3, events.Count);
    }

    [Fact]
    public async Task Watch_AfterTheEnd_UsesTheLogForAWhileAndThenTheStore()
    {
        var run = (await _engine.AskAsync(await _engine.AddContextAsync(), AnswerMode.Standard)).Runs[0];
        await _engine.EndOfAsync(run);

        Assert.Contains(await _engine.EventsAsync(run), happened => happened is RunQueued);

        // The end of the lingering comes on a timer's thread; until then the log is still there.
        while ((await _engine.EventsAsync(run)).Any(happened => happened is RunQueued))
            _engine.Time.Advance(RunRegistry.Linger);
        Assert.Equal("Maya has 3.", TextOf(await _engine.EventsAsync(run)));
    }

    [Fact]
    public async Task Watch_NoSuchRun_Throws() =>
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await _engine.Get<RunRegistry>().WatchAsync(Guid.NewGuid(), CancellationToken.None).ToListAsync());

    [Fact]
    public void Cancel_NoSuchRun_IsFalse() => Assert.False(_engine.Get<RunRegistry>().Cancel(Guid.NewGuid()));

    private static string TextOf(IEnumerable<RunEvent> events) => string.Concat(events.OfType<RunText>().Select(text => text.Text));

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
