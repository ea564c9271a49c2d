using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Contexts;

public sealed class ContextListTests : IDisposable
{
    private readonly ContextsFixture _contexts = new();

    [Fact]
    public async Task ListAsync_Pages_AreNewestFirstWithTheTotal()
    {
        foreach (var title in new[] { "first", "second", "third" })
        {
            await _contexts.CreateAsync("Maya has 3.", title);
            _contexts.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var (newest, oldest) = (await ListAsync(page: 1), await ListAsync(page: 2));

        Assert.Equal((3, 3), (newest.Total, oldest.Total));
        Assert.Equal(["third", "second"], newest.Items.Select(context => context.Title));
        Assert.Equal(["first"], oldest.Items.Select(context => context.Title));
    }

    [Theory]
    [InlineData("MARBLES", new[] { "Marbles" })]
    [InlineData("tom has", new[] { "Cards" })]
    [InlineData("50%", new[] { "Rates" })]
    [InlineData("x_y", new string[0])]
    public async Task ListAsync_Search_LooksIntoTitlesAndTexts(string search, string[] expected)
    {
        await _contexts.CreateAsync("Maya has 3.", "Marbles");
        await _contexts.CreateAsync("Tom has 4, not xzy.", "Cards");
        await _contexts.CreateAsync("It rose by 50%. Not 501.", "Rates");

        Assert.Equal(expected, (await ListAsync(search: search, pageSize: 10)).Items.Select(context => context.Title));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 0)]
    public async Task ListAsync_NumberBelowOne_Throws(int page, int pageSize) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ListAsync(page, pageSize));

    [Theory]
    [InlineData(SleepJobState.Queued, NotesState.Underway)]
    [InlineData(SleepJobState.Running, NotesState.Underway)]
    [InlineData(SleepJobState.Failed, NotesState.Failed)]
    [InlineData(SleepJobState.Cancelled, NotesState.Failed)]
    public async Task Notes_JobAndNoNotes_TellsOfTheJob(SleepJobState job, NotesState expected)
    {
        var context = await _contexts.CreateAsync("Maya has 3.");
        await AddAsync(Job(context, job));

        Assert.Equal(expected, Assert.Single((await ListAsync()).Items).Notes);
        Assert.Equal(expected, (await _contexts.Service.FindAsync(context.Id, CancellationToken.None))!.Notes);
    }

    [Fact]
    public async Task Notes_FailedJobThenAQueuedOne_AreUnderway()
    {
        var context = await _contexts.CreateAsync("Maya has 3.");
        await AddAsync(Job(context, SleepJobState.Failed));
        await AddAsync(Job(context, SleepJobState.Queued));

        Assert.Equal(NotesState.Underway, Assert.Single((await ListAsync()).Items).Notes);
    }

    [Fact]
    public async Task Notes_OfTheCurrentVersion_AreReadyAndCounted()
    {
        var context = await _contexts.CreateAsync("Maya has 3.");
        var job = Job(context, SleepJobState.Completed);
        await AddAsync(job, Notes(context, job, lines: 3));
        await AddAsync(Job(context, SleepJobState.Running));

        var row = Assert.Single((await ListAsync()).Items);
        Assert.Equal((NotesState.Ready, 3), (row.Notes, row.NoteCount));
    }

    [Fact]
    public async Task Notes_TextEditedAfterwards_AreStale()
    {
        var context = await _contexts.CreateAsync("Maya has 3.");
        var job = Job(context, SleepJobState.Completed);
        await AddAsync(job, Notes(context, job, lines: 2));

        var edited = await _contexts.Service.ReplaceTextAsync(context.Id, "Maya has 4.", basedOn: null, CancellationToken.None);

        Assert.Equal(NotesState.Stale, edited!.Notes);
        Assert.Equal(2, Assert.Single((await ListAsync()).Items).NoteCount);
    }

    [Fact]
    public async Task Notes_ByAnotherModel_AreStale()
    {
        var context = await _contexts.CreateAsync("Maya has 3.");
        var job = Job(context, SleepJobState.Completed);
        await AddAsync(job, Notes(context, job, lines: 2, model: "another@1"));

        Assert.Equal(NotesState.Stale, Assert.Single((await ListAsync()).Items).Notes);
    }

    [Fact]
    public async Task Notes_EveryLineOfTheNewestStruck_AreUnusable()
    {
        var context = await _contexts.CreateAsync("Maya has 3.");
        var job = Job(context, SleepJobState.Completed);
        await AddAsync(job, Notes(context, job, lines: 2));
        var again = Job(context, SleepJobState.Completed);
        await AddAsync(again, Notes(context, again, lines: 0));

        var row = Assert.Single((await ListAsync()).Items);
        Assert.Equal((NotesState.Unusable, 0), (row.Notes, row.NoteCount));

        var edited = await _contexts.Service.ReplaceTextAsync(context.Id, "Maya has 4.", basedOn: null, CancellationToken.None);
        Assert.Equal(NotesState.Stale, edited!.Notes);
    }

    [Fact]
    public async Task Notes_JobPausedByHand_ArePaused()
    {
        var context = await _contexts.CreateAsync("Maya has 3.");
        var job = Job(context, SleepJobState.Queued);
        job.Paused = true;
        await AddAsync(job);

        Assert.Equal(NotesState.Paused, Assert.Single((await ListAsync()).Items).Notes);
    }

    [Fact]
    public async Task RunCount_RunsOfTheContext_AreCounted()
    {
        var context = await _contexts.CreateAsync("Maya has 3.");
        await _contexts.CreateAsync("Tom has 4.");
        await AddAsync(new Run
        {
            ContextId = context.Id, ContextVersionId = context.VersionId, Mode = AnswerMode.Standard, Question = "How many?", Verbosity = 1,
            Temperature = 0, MaxTokens = 16, Owner = "maya", ModelId = "fake", PromptVersion = "tiny", CreatedAt = _contexts.Time.GetUtcNow(),
        });

        Assert.Equal(1, (await ListAsync()).Items.Single(row => row.Id == context.Id).RunCount);
        Assert.Equal(0, (await ListAsync()).Items.Single(row => row.Id != context.Id).RunCount);
    }

    public void Dispose() => _contexts.Dispose();

    private Task<Page<ContextSummary>> ListAsync(int page = 1, int pageSize = 2, string? search = null) =>
        _contexts.Service.ListAsync(page, pageSize, search, CancellationToken.None);

    private async Task AddAsync(params object[] entities)
    {
        await using var database = _contexts.Database.CreateDbContext();
        database.AddRange(entities);
        await database.SaveChangesAsync();
        _contexts.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private SleepJob Job(ContextDetails context, SleepJobState state) => new()
    {
        ContextId = context.Id, ContextVersionId = context.VersionId, Owner = "maya", State = state, PassesWanted = 3, CreatedAt = _contexts.Time.GetUtcNow(),
    };

    private NotesVersion Notes(ContextDetails context, SleepJob job, int lines, string? model = null)
    {
        var notes = new NotesVersion
        {
            ContextId = context.Id, ContextVersionId = context.VersionId, JobId = job.Id, Passes = 3,
            ModelId = model ?? _contexts.Models.Require().Id, PromptVersion = _contexts.Models.Require().Prompts.Version, Usage = TokenUsage.None, CreatedAt = _contexts.Time.GetUtcNow(),
        };
        notes.Lines.AddRange(Enumerable.Range(0, lines).Select(order => new Note { NotesVersionId = notes.Id, Order = order, Pass = 1, Text = "Maya has 3." }));
        notes.Lines.Add(new Note { NotesVersionId = notes.Id, Order = lines, Pass = 1, Text = "Maya has 9.", Struck = true });
        return notes;
    }
}
