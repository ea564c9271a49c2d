using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepFollowerTests : IAsyncDisposable
{
    private readonly DatabaseWatch _watch = new();
    private readonly TestDatabase _database;
    private readonly TestEngine _engine;

    public SleepFollowerTests()
    {
        _database = new TestDatabase(_watch.Interceptors);
        _engine = new TestEngine(_database);
    }

    [Fact]
    public async Task Edit_WhileItsJobRuns_EndsItAndSleepsOnTheNewText()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.EnqueueAsync(context);
        using var writing = new Breakpoint(_engine.Model, at: 2);
        var step = _engine.StepAsync();
        await writing.Reached;

        var edit = _engine.EditAsync(context, "Maya has 5 marbles.");
        writing.GoOn();
        var version = await edit;
        await step;
        await _engine.SleepAsync();

        var ended = await _engine.JobAsync(old.Id);
        Assert.Equal((SleepJobState.Cancelled, SleepFollower.Superseded), (ended.State, ended.FailureReason));
        var notes = Assert.Single(await _engine.NotesAsync(context));
        Assert.Equal((version.Id, 2, false), (notes.Notes.ContextVersionId, notes.ContextVersion, notes.Stale));
    }

    [Fact]
    public async Task Edit_AfterNotes_LeavesThemStaleUntilTheNewOnes()
    {
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();

        await _engine.EditAsync(context, "Maya has 5 marbles.");
        Assert.True(Assert.Single(await _engine.NotesAsync(context)).Stale);

        await _engine.SleepAsync();
        Assert.Equal([(2, false), (1, true)], (await _engine.NotesAsync(context)).Select(notes => (notes.ContextVersion, notes.Stale)));
    }

    [Fact]
    public async Task Step_AJobOfAnOlderVersionIsLeft_CancelsItWithTheReason()
    {
        // Killed between the edit and the follower: the job of the old text is still there.
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);
        await using (var database = _database.CreateDbContext())
        {
            database.Contexts.Single(stored => stored.Id == context.Id).CurrentVersionNumber = 2;
            await database.SaveChangesAsync();
        }

        await _engine.SleepAsync();

        var ended = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Cancelled, SleepFollower.Superseded), (ended.State, ended.FailureReason));
        Assert.Empty(ended.Passes);
    }

    [Fact]
    public async Task Delete_WhileItsJobRuns_WaitsForItsEndAndLeavesNothing()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);
        using var writing = new Breakpoint(_engine.Model, at: 2);
        var step = _engine.StepAsync();
        await writing.Reached;

        var delete = _engine.DeleteAsync(context);
        writing.GoOn();
        await delete;

        Assert.Null(_engine.Get<SleepMonitor>().Current);
        Assert.False(await step);
        Assert.Null(await _engine.Get<SleepQueue>().FindAsync(job.Id, CancellationToken.None));
        Assert.Null(await _engine.Get<NotesService>().ListAsync(context.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_OfAnotherContext_LeavesTheRunningJobAlone()
    {
        var other = await _engine.AddContextAsync("Leo has 4 marbles.");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context, passes: 1);
        using var writing = new Breakpoint(_engine.Model, at: 2);
        var step = _engine.StepAsync();
        await writing.Reached;

        await _engine.DeleteAsync(other);
        writing.GoOn();
        await step;

        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(job.Id)).State);
    }

    [Theory]
    [InlineData(1)] // before the gate's decision is stored
    [InlineData(2)] // before the job is stored
    public async Task VersionStored_ContextIsDeletedMeanwhile_QueuesNothing(int beforeTransaction)
    {
        var context = await _engine.AddContextAsync();
        var follower = _engine.GetAll<IContextFollower>().OfType<SleepFollower>().Single();
        var deleted = 0;
        _watch.OnStarting = () =>
        {
            if (--beforeTransaction != 0)
                return;
            using var database = _database.CreateDbContext();
            deleted = database.Contexts.Where(stored => stored.Id == context.Id).ExecuteDelete();
        };

        await follower.OnVersionStoredAsync(context.Id, context.Versions[0].Id, TestEngine.Owner, CancellationToken.None);

        Assert.Equal(1, deleted);
        Assert.Equal(0, (await _engine.Get<SleepQueue>().ListAsync(1, 10, null, null, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Edit_NoModel_StoresTheTextAndQueuesNothing()
    {
        await using var engine = new TestEngine(_database, modelReady: false);
        var context = await engine.AddContextAsync();

        await engine.EditAsync(context, "Maya has 5 marbles.");

        Assert.Equal(0, (await engine.Get<SleepQueue>().ListAsync(1, 10, null, context.Id, CancellationToken.None)).Total);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
