using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Answering.History;

namespace SleepTime.Tests.Answering.History;

/// <summary>Until somebody has voted on a blind comparison, nothing in the history tells them which side is which.</summary>
public sealed class BlindHistoryTests : IDisposable
{
    private static readonly HistoryFilter _mine = new(Viewer: "local");

    private readonly HistoryFixture _history = new();

    [Fact]
    public async Task List_NotVoted_IsHiddenFromThatPersonAlone()
    {
        var context = await _history.AddContextAsync();
        var id = await _history.AskAsync(context, "How many?", "Seven.", "Eight.", blind: true);
        await _history.VoteAsync(context, id, owner: "ann");

        var hidden = (await _history.Reader.ListAsync(1, 10, _mine)).Items.Single();
        var shown = (await _history.Reader.ListAsync(1, 10, _mine with { Viewer = "ann" })).Items.Single();

        Assert.True(hidden.IsHidden);
        Assert.Equal([BlindSides.A, BlindSides.B], hidden.Runs.Select(BlindSides.LetterOf));
        Assert.False(shown.IsHidden);
        Assert.Equal([AnswerMode.Standard, AnswerMode.SleepTime], shown.Runs.Select(run => run.Mode));
        Assert.True((await _history.Reader.FindAsync(id, "local", CancellationToken.None))!.IsHidden);
    }

    [Fact]
    public async Task List_ASideFailed_HasNothingToHide()
    {
        await _history.AskAsync(await _history.AddContextAsync(), "How many?", "Seven.", "Eight.", state: RunState.Failed, blind: true);
        Assert.False((await _history.Reader.ListAsync(1, 10, _mine)).Items.Single().IsHidden);
    }

    [Fact]
    public async Task List_ModeWithWordsOrState_LeavesItOutUntilVoted()
    {
        var context = await _history.AddContextAsync();
        var blind = await _history.AskAsync(context, "How many?", "Seven.", "Eight.", state: RunState.Running, blind: true);
        var open = await _history.AskAsync(context, "How many more?", "Seven.", "Eight.");
        HistoryFilter[] telling = [_mine with { Mode = AnswerMode.SleepTime, Search = "eight" }, _mine with { Mode = AnswerMode.SleepTime, State = RunState.Completed }];

        foreach (var filter in telling)
            Assert.Equal([open], await _history.IdsAsync(filter));
        Assert.Equal([open, blind], await _history.IdsAsync(_mine with { Mode = AnswerMode.SleepTime }));
        Assert.Equal([open, blind], await _history.IdsAsync(_mine with { Search = "eight" }));
        await _history.VoteAsync(context, blind);
        foreach (var filter in telling)
            Assert.Equal([open, blind], await _history.IdsAsync(filter));
    }

    [Fact]
    public async Task ListRuns_OfOneMode_LeavesItOut()
    {
        await _history.AskAsync(await _history.AddContextAsync(), "How many?", "Seven.", "Eight.", blind: true);
        Assert.Equal(0, (await _history.Reader.ListRunsAsync(1, 10, _mine with { Mode = AnswerMode.Standard }, CancellationToken.None)).Total);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("many", null)]
    [InlineData(null, RunState.Completed)]
    public async Task ListRuns_WholeOrCutByAPage_StandInTheOrderOfTheirLetters(string? search, RunState? state)
    {
        var filter = _mine with { Search = search, State = state };
        var context = await _history.AddContextAsync();
        for (var i = 0; i < 8; i++)
            await _history.AskAsync(context, "How many?", "Seven.", "Eight.", blind: true);
        List<HistoryRun> cut = [];
        for (var page = 1; page <= 16; page++)
            cut.AddRange((await _history.Reader.ListRunsAsync(page, 1, filter, CancellationToken.None)).Items);

        var whole = await _history.Reader.ListRunsAsync(1, 16, filter, CancellationToken.None);

        string[] letters = [.. Enumerable.Repeat<string[]>([BlindSides.A, BlindSides.B], 8).SelectMany(pair => pair)];
        Assert.Equal(letters, whole.Items.Select(row => BlindSides.LetterOf(row.Run)));
        Assert.Equal(letters, cut.Select(row => BlindSides.LetterOf(row.Run)));
        Assert.Equal(16, cut.Select(row => row.Run.Id).Distinct().Count());
    }

    public void Dispose() => _history.Dispose();
}
