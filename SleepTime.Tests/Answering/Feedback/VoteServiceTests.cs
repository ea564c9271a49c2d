using SleepTime.Engine;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering.Feedback;

public sealed class VoteServiceTests : IAsyncDisposable
{
    private readonly FullDisk _disk = new();
    private readonly TestDatabase _database;
    private readonly TestEngine _engine;
    private readonly VoteService _votes;

    public VoteServiceTests()
    {
        _database = new TestDatabase(_disk);
        _engine = new TestEngine(_database);
        _votes = _engine.Get<VoteService>();
    }

    [Fact]
    public async Task Vote_OnBothSidesAndTies_IsCountedPerContextAndForAll()
    {
        var (maya, leo) = (await AddAsync("Maya has 3."), await AddAsync("Leo has 4."));
        await VoteAsync(maya, blind: true, AnswerMode.SleepTime);
        await VoteAsync(maya, blind: true, null);
        await VoteAsync(maya, blind: false, AnswerMode.Standard);
        await VoteAsync(leo, blind: true, AnswerMode.Standard);

        var ofMaya = await _votes.CountAsync(maya.Id, CancellationToken.None);
        var ofAll = await _votes.CountAsync(null, CancellationToken.None);

        Assert.Equal(new VoteTallies(new VoteTally(0, 1, 1), new VoteTally(1, 0, 0)), ofMaya);
        Assert.Equal(new VoteTallies(new VoteTally(1, 1, 1), new VoteTally(1, 0, 0)), ofAll);
    }

    [Fact]
    public async Task Vote_BlindTwice_KeepsTheFirst()
    {
        var vote = await VoteAsync(await AddAsync(), blind: true, AnswerMode.SleepTime);

        await Assert.ThrowsAsync<VoteRefusedException>(() => _votes.VoteAsync(vote.ComparisonId, AnswerMode.Standard, TestEngine.Owner, CancellationToken.None));

        Assert.Equal(AnswerMode.SleepTime, (await _votes.FindAsync(vote.ComparisonId, TestEngine.Owner, CancellationToken.None))!.Preferred);
    }

    [Fact]
    public async Task Vote_OpenTwice_TakesTheLast()
    {
        var context = await AddAsync();
        var vote = await VoteAsync(context, blind: false, AnswerMode.SleepTime);

        await _votes.VoteAsync(vote.ComparisonId, null, TestEngine.Owner, CancellationToken.None);

        Assert.Equal(new VoteTally(0, 0, 1), (await _votes.CountAsync(context.Id, CancellationToken.None)).Open);
    }

    [Fact]
    public async Task Vote_OneAnswerFailed_IsRefused()
    {
        var context = await _engine.AddContextAsync();
        var asked = await _engine.AskAsync(context, AnswerMode.Standard, AnswerMode.SleepTime); // without notes
        await _engine.EndOfAsync(asked.Runs[0]);

        await Assert.ThrowsAsync<VoteRefusedException>(() => _votes.VoteAsync(asked.ComparisonId!.Value, null, TestEngine.Owner, CancellationToken.None));
    }

    [Fact]
    public async Task Vote_DiskIsFull_SaysSoAndNotThatAnotherCame()
    {
        _disk.Refuse("INSERT INTO \"ComparisonVotes\"");

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () => await VoteAsync(await AddAsync(), blind: false, AnswerMode.SleepTime));

        Assert.True(DiskFull.IsCauseOf(failure), failure.ToString());
    }

    [Fact]
    public async Task Vote_NoSuchComparison_IsNull() =>
        Assert.Null(await _votes.VoteAsync(Guid.NewGuid(), null, TestEngine.Owner, CancellationToken.None));

    [Fact]
    public async Task CountAnew_OneContext_LeavesVotesAndOtherContexts()
    {
        var (maya, leo) = (await AddAsync("Maya has 3."), await AddAsync("Leo has 4."));
        var vote = await VoteAsync(maya, blind: true, AnswerMode.SleepTime);
        await VoteAsync(leo, blind: true, AnswerMode.SleepTime);

        Assert.Equal(1, await _votes.CountAnewAsync(maya.Id, CancellationToken.None));

        Assert.Equal(0, (await _votes.CountAsync(maya.Id, CancellationToken.None)).Blind.Total);
        Assert.Equal(1, (await _votes.CountAsync(null, CancellationToken.None)).Blind.Total);
        Assert.NotNull(await _votes.FindAsync(vote.ComparisonId, TestEngine.Owner, CancellationToken.None));
        Assert.Equal(1, await _votes.CountAnewAsync(null, CancellationToken.None));
    }

    private async Task<Context> AddAsync(string text = "Maya has 3.")
    {
        var context = await _engine.AddContextAsync(text);
        await _engine.AddNotesAsync(context, "A note.");
        return context;
    }

    private async Task<ComparisonVote> VoteAsync(Context context, bool blind, AnswerMode? preferred)
    {
        var asked = await _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], IsBlind = blind, Owner = TestEngine.Owner },
            CancellationToken.None);
        foreach (var run in asked.Runs)
            await _engine.EndOfAsync(run);
        return (await _votes.VoteAsync(asked.ComparisonId!.Value, preferred, TestEngine.Owner, CancellationToken.None))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
