using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

/// <summary>Notes that another model or other prompts wrote.</summary>
public sealed class ForeignNotesTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public ForeignNotesTests() => _engine = new TestEngine(_database);

    [Theory]
    [InlineData("another@1", null, "written by another model, another@1")]
    [InlineData(null, "tiny-old", "written by other prompts")]
    public async Task Ask_NotesByAnother_FailsAndSaysByWhom(string? model, string? prompts, string says)
    {
        var context = await ForeignAsync(model, prompts);

        var run = await _engine.EndOfAsync((await _engine.AskAsync(context, AnswerMode.SleepTime)).Runs[0]);

        Assert.Equal((RunState.Failed, null), (run.State, run.NotesVersionId));
        Assert.Contains(says, run.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_OnRequest_AnswersFromThemAndItsRunTellsWhich()
    {
        var context = await ForeignAsync("another@1", null);

        var run = await _engine.EndOfAsync((await AskAsync(context)).Runs[0]);

        var view = Assert.Single(await _engine.NotesAsync(context));
        Assert.Equal((NotesMaker.OtherModel, false, false), (view.Maker, view.Counts, view.Stale));
        Assert.Equal((RunState.Completed, view.Notes.Id), (run.State, run.NotesVersionId));
        Assert.NotEqual(view.Notes.ModelId, run.ModelId);
    }

    [Fact]
    public async Task Ask_OwnNotesAreOlder_TakesThemAllTheSame()
    {
        var context = await _engine.AddContextAsync();
        var own = await _engine.AddNotesAsync(context, "Maya has 3.");
        _engine.Time.Advance(TimeSpan.FromMinutes(1));
        await SetMakerAsync(await _engine.AddNotesAsync(context, "Maya has three."), "another@1", null);

        Assert.Equal(own.Id, (await AskAsync(context)).Runs[0].NotesVersionId);
    }

    [Fact]
    public async Task Enqueue_OnlyNotesByAnother_MakesAJob()
    {
        var context = await _engine.AddContextAsync();
        var first = await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        Assert.Equal(first.Id, (await _engine.EnqueueAsync(context)).Id);
        await SetMakerAsync((await _engine.NotesAsync(context))[0].Notes, "another@1", null);

        Assert.NotEqual(first.Id, (await _engine.EnqueueAsync(context)).Id);
    }

    private Task<AskResult> AskAsync(Context context) => _engine.Get<AnswerService>().AskAsync(
        new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.SleepTime], Owner = TestEngine.Owner, StaleNotes = true }, CancellationToken.None);

    private async Task<Context> ForeignAsync(string? model, string? prompts)
    {
        var context = await _engine.AddContextAsync();
        await SetMakerAsync(await _engine.AddNotesAsync(context, "Maya has 3."), model, prompts);
        return context;
    }

    private async Task SetMakerAsync(NotesVersion notes, string? model, string? prompts)
    {
        await using var database = _database.CreateDbContext();
        await database.NotesVersions.Where(stored => stored.Id == notes.Id).ExecuteUpdateAsync(
            set => set.SetProperty(stored => stored.ModelId, model ?? notes.ModelId).SetProperty(stored => stored.PromptVersion, prompts ?? notes.PromptVersion));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
