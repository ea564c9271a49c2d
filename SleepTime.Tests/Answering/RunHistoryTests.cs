using SleepTime.Engine.Answering;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

public sealed class RunHistoryTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public RunHistoryTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task List_OfAllAndOfOneContext_IsNewestFirstInPages()
    {
        var (maya, leo) = (await _engine.AddContextAsync(), await _engine.AddContextAsync("Leo has 4 marbles."));
        List<Guid> asked = [];
        foreach (var context in new[] { maya, leo, maya })
        {
            var run = (await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0];
            await _engine.EndOfAsync(run);
            asked.Insert(0, run.Id);
            _engine.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var history = _engine.Get<RunHistory>();

        var first = await history.ListAsync(1, 2, null, CancellationToken.None);
        var second = await history.ListAsync(2, 2, null, CancellationToken.None);
        var ofLeo = await history.ListAsync(1, 2, leo.Id, CancellationToken.None);

        Assert.Equal(3, first.Total);
        Assert.Equal(asked, first.Items.Concat(second.Items).Select(run => run.Id));
        Assert.Equal([asked[1]], ofLeo.Items.Select(run => run.Id));
    }

    [Fact]
    public async Task Find_NothingThere_IsNullOrEmpty()
    {
        var history = _engine.Get<RunHistory>();

        Assert.Null(await history.FindAsync(Guid.NewGuid(), CancellationToken.None));
        Assert.Empty(await history.FindComparisonAsync(Guid.NewGuid(), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
