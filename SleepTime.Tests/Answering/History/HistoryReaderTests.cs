using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;

namespace SleepTime.Tests.Answering.History;

public sealed class HistoryReaderTests : IDisposable
{
    private readonly HistoryFixture _history = new();

    [Fact]
    public async Task List_ComparisonsAndSingleRuns_AreRowsNewestFirstInPages()
    {
        var context = await _history.AddContextAsync();
        var comparison = await _history.AskAsync(context, "How many?", "Three.", "Four.");
        var single = await _history.AskAsync(context, "And now?", sleepTime: "Five.");

        var first = await _history.Reader.ListAsync(1, 1, HistoryFilter.All, cancellationToken: CancellationToken.None);
        var second = await _history.Reader.ListAsync(2, 1, HistoryFilter.All, cancellationToken: CancellationToken.None);

        Assert.Equal((2, 2), (first.Total, second.Total));
        Assert.Equal((single, false, "And now?"), (first.Items[0].Id, first.Items[0].IsComparison, first.Items[0].Question));
        Assert.Equal((comparison, true, "Marbles"), (second.Items[0].Id, second.Items[0].IsComparison, second.Items[0].ContextTitle));
        Assert.Equal(["Three.", "Four."], second.Items[0].Runs.Select(run => run.Answer));
    }

    [Fact]
    public async Task List_EachFilter_LetsThroughWhatItNames()
    {
        var (marbles, stamps) = (await _history.AddContextAsync(), await _history.AddContextAsync("Stamps"));
        var failed = await _history.AskAsync(marbles, "One?", "", "Four.", state: RunState.Failed);
        var leo = await _history.AskAsync(stamps, "Two?", "Three.", owner: "leo");
        var notes = await _history.AskAsync(marbles, "Three?", sleepTime: "Five.");

        Assert.Equal([notes, failed], await _history.IdsAsync(new(ContextId: marbles.Id)));
        Assert.Equal([leo], await _history.IdsAsync(new(Owner: "leo")));
        Assert.Equal([leo, failed], await _history.IdsAsync(new(Mode: AnswerMode.Standard)));
        Assert.Equal([notes, failed], await _history.IdsAsync(new(Mode: AnswerMode.SleepTime)));
        Assert.Equal([failed], await _history.IdsAsync(new(State: RunState.Failed)));
        Assert.Empty(await _history.IdsAsync(new(Mode: AnswerMode.SleepTime, State: RunState.Failed)));
        Assert.Equal([leo], await _history.IdsAsync(new(From: HistoryFixture.Start.AddMinutes(1), To: HistoryFixture.Start.AddMinutes(2))));
        Assert.Empty(await _history.IdsAsync(new(ContextId: Guid.NewGuid())));
    }

    [Theory]
    [InlineData("marb", true)]
    [InlineData("MARBLES maya", true)]
    [InlineData("uber cafe", true)]
    [InlineData("\"seven marbles\"", true)]
    [InlineData("\"marbles seven\"", false)]
    [InlineData("marbles NOT seven", false)]
    [InlineData("seven OR unicorn", false)]
    [InlineData("Question:marbles*) OR (\"", false)]
    [InlineData("marbles \"", true)]
    [InlineData("\"\"\" marbles' -- ;", true)]
    [InlineData("^ ?", false)]
    [InlineData("don't", true)]
    public async Task List_Search_TakesWhatIsTypedAsWords(string typed, bool isFound)
    {
        var context = await _history.AddContextAsync();
        await _history.AskAsync(context, "Über whom, Maya?", "Seven marbles.", "I don't know. Café.");
        await _history.AskAsync(context, "Something else?", "No.");

        Assert.Equal(isFound ? 1 : 0, (await _history.IdsAsync(new(Search: typed))).Count);
    }

    [Fact]
    public async Task ListRuns_SearchInOneAnswer_IsThatRunAlone()
    {
        var context = await _history.AddContextAsync();
        await _history.AskAsync(context, "How many?", "Seven.", "Eight.");

        var eight = await _history.Reader.ListRunsAsync(1, 10, new(Search: "eight"), CancellationToken.None);
        var both = await _history.Reader.ListRunsAsync(1, 10, new(Search: "many"), CancellationToken.None);

        Assert.Equal((1, AnswerMode.SleepTime), (eight.Total, eight.Items.Single().Run.Mode));
        Assert.Equal([AnswerMode.SleepTime, AnswerMode.Standard], both.Items.Select(row => row.Run.Mode));
        Assert.Empty(await _history.IdsAsync(new(Mode: AnswerMode.Standard, Search: "eight")));
    }

    [Fact]
    public async Task List_RunEndsWithAText_IsFoundByItFromThenOn()
    {
        var context = await _history.AddContextAsync();
        var id = await _history.AskAsync(context, "How many?", "", state: RunState.Running);
        await using var database = _history.Database.CreateDbContext();
        await database.Runs.ExecuteUpdateAsync(set => set.SetProperty(run => run.Answer, "Seven and"));
        Assert.Empty(await _history.IdsAsync(new(Search: "seven")));

        await database.Runs.ExecuteUpdateAsync(set => set.SetProperty(run => run.State, RunState.Failed));

        Assert.Equal([id], await _history.IdsAsync(new(Search: "seven", State: RunState.Failed)));
    }

    [Fact]
    public async Task List_ContextDeleted_NothingOfItIsLeft()
    {
        var (marbles, stamps) = (await _history.AddContextAsync(), await _history.AddContextAsync("Stamps"));
        await _history.AskAsync(marbles, "How many marbles?", "Seven.", "Eight.");
        var kept = await _history.AskAsync(stamps, "How many stamps?", "Seven.");
        await using var database = _history.Database.CreateDbContext();

        await database.Contexts.Where(context => context.Id == marbles.Id).ExecuteDeleteAsync();

        Assert.Equal([kept], await _history.IdsAsync(HistoryFilter.All));
        Assert.Equal([kept], await _history.IdsAsync(new(Search: "seven")));
        Assert.Equal(1, await database.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM HistoryTexts").SingleAsync());
    }

    [Fact]
    public async Task ReadAll_MoreThanABatch_IsEveryRowOnceAndNoneThatCameLater()
    {
        var context = await _history.AddContextAsync();
        List<Guid> asked = [];
        for (var i = 0; i < 205; i++)
            asked.Insert(0, await _history.AskAsync(context, $"Question {i}?", "Seven."));
        List<Guid> read = [];

        await foreach (var row in _history.Reader.ReadAllAsync(new(Search: "seven"), CancellationToken.None))
        {
            if (read.Count == 0)
                await _history.AskAsync(context, "Later?", "Seven.");
            read.Add(row.Id);
        }

        Assert.Equal(asked, read);
    }

    public void Dispose() => _history.Dispose();
}
