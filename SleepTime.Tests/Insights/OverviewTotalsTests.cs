using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Insights;

public sealed class OverviewTotalsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DatabaseWatch _watch = new();
    private readonly TestDatabase _database;
    private readonly TestEngine _engine;
    private int _asked;

    public OverviewTotalsTests()
    {
        _database = new TestDatabase(_watch.Interceptors);
        _engine = new TestEngine(_database);
    }

    [Fact]
    public async Task Count_NothingThere_IsZeroAndUnknown()
    {
        var figures = await CountAsync();

        Assert.Equal((0, 0, 0, 0, 0, 0), (figures.Contexts, figures.ContextsWithNotes, figures.Notes, figures.JobsQueued, figures.Questions, figures.RunsFailed));
        Assert.Equal((0L, null, 0), (figures.TokensAsleep, figures.TokensSavedAwake, figures.ComparisonsCounted));
        Assert.Empty(figures.Recent);
    }

    [Fact]
    public async Task Count_Comparisons_CountsOnlyThoseWithTwoCompletedRuns()
    {
        var context = await _engine.AddContextAsync();
        await StoreAsync(context, (AnswerMode.Standard, RunState.Completed, 30), (AnswerMode.SleepTime, RunState.Completed, 5));
        await StoreAsync(context, (AnswerMode.Standard, RunState.Completed, 99), (AnswerMode.SleepTime, RunState.Failed, null));
        await StoreAsync(context, (AnswerMode.Standard, RunState.Cancelled, 99), (AnswerMode.SleepTime, RunState.Completed, 1));
        await StoreAsync(context, (AnswerMode.Standard, RunState.Running, null), (AnswerMode.SleepTime, RunState.Completed, 1));
        await StoreAsync(context, (AnswerMode.Standard, RunState.Completed, 99));
        await StoreAsync(context, (AnswerMode.SleepTime, RunState.Completed, 12), (AnswerMode.Standard, RunState.Completed, 10));

        var figures = await CountAsync();

        Assert.Equal((23L, 2), (figures.TokensSavedAwake, figures.ComparisonsCounted));
        Assert.Equal((6, 1), (figures.Questions, figures.RunsFailed));
    }

    [Fact]
    public async Task Count_ManyComparisons_AreAddedUpByTheDatabase()
    {
        var context = await _engine.AddContextAsync();
        for (var i = 0; i < 35; i++)
            await StoreAsync(context, (AnswerMode.Standard, RunState.Completed, 10), (AnswerMode.SleepTime, RunState.Completed, 4));

        var figures = await CountAsync();

        Assert.Equal((35 * 6L, 35), (figures.TokensSavedAwake, figures.ComparisonsCounted));
        Assert.InRange(_watch.MostRowsRead, 1, 2);
    }

    [Theory]
    [InlineData(int.MaxValue, 0, 3L * int.MaxValue)]
    [InlineData(5, 15, -30L)]
    public async Task Count_Comparisons_SavedCanBeLargeOrNegative(int standard, int sleepTime, long saved)
    {
        var context = await _engine.AddContextAsync();
        for (var i = 0; i < 3; i++)
            await StoreAsync(context, (AnswerMode.Standard, RunState.Completed, standard), (AnswerMode.SleepTime, RunState.Completed, sleepTime));

        Assert.Equal(saved, (await CountAsync()).TokensSavedAwake);
    }

    [Fact]
    public async Task Count_Notes_CountsTheUsableLinesOfTheNewestNotesOfPresentTexts()
    {
        var (both, stale) = (await _engine.AddContextAsync(), await _engine.AddContextAsync("Leo has 4 marbles."));
        await _engine.AddContextAsync("Ada has 5 marbles.");
        await _engine.AddNotesAsync(both, "old", "older", "oldest");
        _engine.Time.Advance(TimeSpan.FromMinutes(1));
        await _engine.AddNotesAsync(both, "one", "!struck", "two");
        await _engine.AddNotesAsync(stale, "stale");
        await _engine.EditAsync(stale, "Leo has 6 marbles.");

        var figures = await CountAsync();

        Assert.Equal((3, 1, 2), (figures.Contexts, figures.ContextsWithNotes, figures.Notes));
        Assert.Equal(1, figures.JobsQueued);
    }

    [Fact]
    public async Task Count_EveryLineStruck_IsNoContextWithNotes()
    {
        await _engine.AddNotesAsync(await _engine.AddContextAsync(), "!struck");

        Assert.Equal((1, 0, 0), ((await CountAsync()).Contexts, (await CountAsync()).ContextsWithNotes, (await CountAsync()).Notes));
    }

    [Fact]
    public async Task Count_JobPausedByHand_IsNotCountedAsWaiting()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.Get<SleepQueue>().PauseAsync(job.Id, CancellationToken.None);

        var (figures, status) = (await CountAsync(), _engine.Get<SleepQueue>().Status);

        Assert.Equal((0, 1), (figures.JobsQueued, figures.JobsPaused));
        Assert.Equal((0, 1), (status.Queued, status.PausedJobs));
    }

    [Fact]
    public async Task Count_Sleep_SumsTheTokensOfAllThatItWrote()
    {
        _engine.Model.Reply = _ => "Maya has 3.";
        await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.SleepAsync();

        Assert.Equal(4 * 12, (await CountAsync()).TokensAsleep);
    }

    private async Task<OverviewFigures> CountAsync()
    {
        await using var database = _database.CreateDbContext();
        return await OverviewTotals.CountAsync(database, CancellationToken.None);
    }

    private async Task StoreAsync(Context context, params (AnswerMode Mode, RunState State, int? Tokens)[] runs)
    {
        _asked++;
        Guid? comparison = runs.Length > 1 ? Guid.CreateVersion7() : null;
        await using var database = _database.CreateDbContext();
        database.Runs.AddRange(runs.Select(run => new Run
        {
            ComparisonId = comparison, ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Mode = run.Mode, State = run.State,
            Question = $"Question {_asked}", Verbosity = 1, Temperature = 0, MaxTokens = 16, Owner = "local", ModelId = "fake", PromptVersion = "tiny",
            Usage = run.Tokens is { } tokens ? new TokenUsage(10, 0, tokens) : null, CreatedAt = _start.AddMinutes(_asked),
        }));
        await database.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
