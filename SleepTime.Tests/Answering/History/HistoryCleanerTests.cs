using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Answering.History;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering.History;

public sealed class HistoryCleanerTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public HistoryCleanerTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task DeleteComparison_RunsGoOn_StopsThemAndTakesThemOut()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, "Maya has 3.");
        var asked = await _engine.AskAsync(context, AnswerMode.Standard, AnswerMode.SleepTime);

        Assert.True(await _engine.Get<HistoryCleaner>().DeleteComparisonAsync(asked.ComparisonId!.Value, CancellationToken.None));

        Assert.Equal(0, (await _engine.Get<HistoryReader>().ListAsync(1, 10, HistoryFilter.All, cancellationToken: CancellationToken.None)).Total);
        Assert.Null(await _engine.Get<RunHistory>().FindAsync(asked.Runs[0].Id, CancellationToken.None));
        Assert.False(await _engine.Get<HistoryCleaner>().DeleteComparisonAsync(asked.ComparisonId.Value, CancellationToken.None));
    }

    [Fact]
    public async Task DeleteRun_OfAComparison_LeavesTheOtherOne()
    {
        var context = await _engine.AddContextAsync();
        var asked = await _engine.AskAsync(context, AnswerMode.Standard, AnswerMode.SleepTime);
        await _engine.EndOfAsync(asked.Runs[0]);

        await _engine.Get<HistoryCleaner>().DeleteRunAsync(asked.Runs[0].Id, CancellationToken.None);

        var row = (await _engine.Get<HistoryReader>().ListAsync(1, 10, HistoryFilter.All, cancellationToken: CancellationToken.None)).Items.Single();
        Assert.Equal([AnswerMode.SleepTime], row.Runs.Select(run => run.Mode));
    }

    [Fact]
    public async Task Delete_VotedOn_TakesTheVoteWithTheLastRun()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, "Maya has 3.");
        var asked = await _engine.AskAsync(context, AnswerMode.Standard, AnswerMode.SleepTime);
        foreach (var run in asked.Runs)
            await _engine.EndOfAsync(run);
        await _engine.Get<VoteService>().VoteAsync(asked.ComparisonId!.Value, AnswerMode.SleepTime, TestEngine.Owner, CancellationToken.None);

        await _engine.Get<HistoryCleaner>().DeleteRunAsync(asked.Runs[0].Id, CancellationToken.None);
        var withOne = await VotesAsync();
        await _engine.Get<HistoryCleaner>().DeleteComparisonAsync(asked.ComparisonId.Value, CancellationToken.None);

        Assert.Equal(1, withOne);
        Assert.Equal(0, await VotesAsync());
        Assert.Null(await _engine.Get<VoteService>().FindAsync(asked.ComparisonId.Value, TestEngine.Owner, CancellationToken.None));

        async Task<int> VotesAsync() => (await _engine.Get<VoteService>().CountAsync(null, CancellationToken.None)).Open.SleepTime;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
