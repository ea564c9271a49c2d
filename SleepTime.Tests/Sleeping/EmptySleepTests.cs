using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class EmptySleepTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public EmptySleepTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Sleep_BringsNothing_LeavesTheNotesBeforeInUse()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, "Maya has 3.");
        _engine.Model.Reply = _ => "";

        var job = await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var ended = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Completed, ended.State);
        var notes = Assert.Single(await _engine.NotesAsync(context));
        Assert.Equal("Maya has 3.", Assert.Single(notes.Notes.Lines).Text);
    }

    [Fact]
    public async Task Sleep_BringsNothingAndNothingWasThere_StoresThatItFoundNothing()
    {
        var context = await _engine.AddContextAsync();
        _engine.Model.Reply = _ => "";

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        Assert.Empty(Assert.Single(await _engine.NotesAsync(context)).Notes.Lines);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
