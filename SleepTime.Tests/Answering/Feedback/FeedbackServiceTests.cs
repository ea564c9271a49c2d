using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering.Feedback;

public sealed class FeedbackServiceTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly FeedbackService _feedback;

    public FeedbackServiceTests()
    {
        _engine = new TestEngine(_database);
        _feedback = _engine.Get<FeedbackService>();
    }

    [Fact]
    public async Task Rate_UpThenDownThenNone_KeepsTheLast()
    {
        var run = (await _engine.AskAsync(await _engine.AddContextAsync(), AnswerMode.Standard)).Runs[0];

        Assert.True(await _feedback.RateAsync(run.Id, true, TestEngine.Owner, CancellationToken.None));
        Assert.True((await RatingsAsync(run))[run.Id]);
        await _feedback.RateAsync(run.Id, false, TestEngine.Owner, CancellationToken.None);
        Assert.False((await RatingsAsync(run))[run.Id]);
        await _feedback.RateAsync(run.Id, null, TestEngine.Owner, CancellationToken.None);
        Assert.Empty(await RatingsAsync(run));
    }

    [Fact]
    public async Task Rate_ManyTimesAtOnce_KeepsOne()
    {
        var run = (await _engine.AskAsync(await _engine.AddContextAsync(), AnswerMode.Standard)).Runs[0];

        var rated = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _feedback.RateAsync(run.Id, i % 2 == 0, TestEngine.Owner, CancellationToken.None))));

        Assert.All(rated, Assert.True);
        Assert.Single(await RatingsAsync(run));
    }

    [Fact]
    public async Task Rate_NoSuchRun_IsFalse() => Assert.False(await _feedback.RateAsync(Guid.NewGuid(), true, TestEngine.Owner, CancellationToken.None));

    [Fact]
    public async Task Expect_OneRunOfAComparison_IsStoredWithBoth()
    {
        var asked = await _engine.AskAsync(await _engine.AddContextAsync(), AnswerMode.Standard, AnswerMode.SleepTime);

        var runs = await _feedback.ExpectAsync(asked.Runs[1].Id, " 42 ", CancellationToken.None);

        Assert.Equal(["42", "42"], runs.Select(run => run.ExpectedAnswer));
        await _engine.EndOfAsync(asked.Runs[0]);
        var ended = await _engine.Get<RunHistory>().FindAsync(asked.Runs[0].Id, CancellationToken.None);
        Assert.Equal("42", ended!.ExpectedAnswer);
    }

    [Fact]
    public async Task Expect_TooLong_SaysTheLimit()
    {
        var refused = await Assert.ThrowsAsync<InvalidQuestionException>(() => _feedback.ExpectAsync(Guid.NewGuid(), new string('x', 501), CancellationToken.None));
        Assert.Contains("500", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ContextWithVotesAndRatings_TakesThemAlong()
    {
        var context = await _engine.AddContextAsync();
        var run = (await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0];
        await _engine.EndOfAsync(run);
        await _feedback.RateAsync(run.Id, true, TestEngine.Owner, CancellationToken.None);

        await _engine.DeleteAsync(context);

        Assert.Empty(await RatingsAsync(run));
    }

    private Task<IReadOnlyDictionary<Guid, bool>> RatingsAsync(Run run) => _feedback.FindRatingsAsync([run.Id], TestEngine.Owner, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
