using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.FollowUps;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering.FollowUps;

public sealed class FollowUpTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public FollowUpTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Find_ComparisonBefore_EachModeFollowsItsOwnAnswer()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, "A note.");
        _engine.Model.Reply = prompt => prompt.Contains("A note.", StringComparison.Ordinal) ? "Answer: from notes" : "Answer: from the text";
        var first = await AskAsync(context.Id, "How many?", null);

        var followed = await _engine.Get<FollowUpReader>().FindAsync(Request(context.Id, "And Leo?", first.Runs[0].Id), CancellationToken.None);

        Assert.Equal(first.Runs.Select(run => (Guid?)run.Id), [followed[AnswerMode.Standard].RunId, followed[AnswerMode.SleepTime].RunId]);
        Assert.Equal("from the text", Assert.Single(followed[AnswerMode.Standard].Turns).Answer);
        Assert.Equal("from notes", Assert.Single(followed[AnswerMode.SleepTime].Turns).Answer);
    }

    [Fact]
    public async Task Find_TurnsOfTheCaller_AreTheLastThreeForEachModeAndNoRun()
    {
        var context = await _engine.AddContextAsync();
        PromptTurn[] turns = [.. Enumerable.Range(1, 4).Select(number => new PromptTurn($"{number}?", $"{number}"))];

        var followed = await _engine.Get<FollowUpReader>().FindAsync(Request(context.Id, "And then?", null) with { Turns = turns }, CancellationToken.None);

        Assert.Equal(2, followed.Count);
        Assert.All(followed.Values, one => Assert.Null(one.RunId));
        Assert.All(followed.Values, one => Assert.Equal(turns[1..], one.Turns));
    }

    [Fact]
    public async Task Find_LongThread_HasTheLastThreeTurnsEarliestFirst()
    {
        var context = await _engine.AddContextAsync();
        Guid? last = null;
        foreach (var question in new[] { "One?", "Two?", "Three?", "Four?" })
            last = (await AskAsync(context.Id, question, last, AnswerMode.Standard)).Runs[0].Id;

        var followed = await _engine.Get<FollowUpReader>().FindAsync(Request(context.Id, "Five?", last, AnswerMode.Standard), CancellationToken.None);
        var thread = await _engine.Get<ThreadReader>().ReadAsync(last, CancellationToken.None);

        Assert.Equal(["Two?", "Three?", "Four?"], followed[AnswerMode.Standard].Turns.Select(turn => turn.Question));
        Assert.Equal(["One?", "Two?", "Three?", "Four?"], thread.Select(runs => runs[0].Question));
    }

    [Fact]
    public async Task Ask_ModelWithoutTurns_StoresThatNoneWasRead()
    {
        var context = await _engine.AddContextAsync();
        var first = await AskAsync(context.Id, "How many?", null, AnswerMode.Standard);

        var second = await AskAsync(context.Id, "And Leo?", first.Runs[0].Id, AnswerMode.Standard);

        Assert.Equal((first.Runs[0].Id, 0), (second.Runs[0].FollowsRunId, second.Runs[0].EarlierTurns));
    }

    [Fact]
    public async Task Ask_FollowsARunOfAnotherContext_IsRefused()
    {
        var (maya, leo) = (await _engine.AddContextAsync(), await _engine.AddContextAsync("Leo has 4."));
        var first = await AskAsync(maya.Id, "How many?", null, AnswerMode.Standard);

        var refused = await Assert.ThrowsAsync<InvalidQuestionException>(() => AskAsync(leo.Id, "And Leo?", first.Runs[0].Id, AnswerMode.Standard));

        Assert.Equal("followsRunId", refused.Field);
    }

    [Fact]
    public async Task FindNeighbours_BetweenTwo_HasBoth()
    {
        var context = await _engine.AddContextAsync();
        List<AskResult> asked = [];
        foreach (var question in new[] { "One?", "Two?", "Three?" })
        {
            asked.Add(await AskAsync(context.Id, question, null));
            _engine.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var (earlier, later) = await _engine.Get<ThreadReader>().FindNeighboursAsync(asked[1].Runs[0], CancellationToken.None);
        var (none, _) = await _engine.Get<ThreadReader>().FindNeighboursAsync(asked[0].Runs[0], CancellationToken.None);

        Assert.Equal(("One?", "Three?"), (earlier!.Question, later!.Question));
        Assert.Null(none);
    }

    private static AskRequest Request(Guid contextId, string question, Guid? follows, params AnswerMode[] modes) => new()
    {
        ContextId = contextId,
        Question = question,
        Modes = modes is [] ? [AnswerMode.Standard, AnswerMode.SleepTime] : modes,
        FollowsRunId = follows,
        Owner = TestEngine.Owner,
    };

    private async Task<AskResult> AskAsync(Guid contextId, string question, Guid? follows, params AnswerMode[] modes)
    {
        var asked = await _engine.Get<AnswerService>().AskAsync(Request(contextId, question, follows, modes), CancellationToken.None);
        foreach (var run in asked.Runs)
            await _engine.EndOfAsync(run);
        return asked;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
