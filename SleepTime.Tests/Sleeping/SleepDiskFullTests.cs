using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using SleepTime.Engine;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

/// <summary>A disk that fills up while a job sleeps: the job waits and goes on by itself.</summary>
public sealed class SleepDiskFullTests : IAsyncDisposable
{
    private readonly FullDisk _disk = new();
    private readonly TestDatabase _database;
    private readonly TestEngine _engine;

    public SleepDiskFullTests()
    {
        _database = new TestDatabase(_disk);
        _engine = new TestEngine(_database);
    }

    [Theory]
    [InlineData("SleepPasses")]
    [InlineData("NoteChecks")]
    [InlineData("NotesVersions")]
    public async Task Store_DiskIsFull_WaitsSaysSoAndGoesOnWhenThereIsRoom(string table)
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context, passes: 1);
        _disk.Refuse($"INSERT INTO \"{table}\"");
        var scheduler = _engine.GetAll<IHostedService>().OfType<SleepScheduler>().Single();

        await scheduler.StartAsync(CancellationToken.None);
        await SleepTimeApp.WaitAsync("the queue to say that the disk is full", () => Task.FromResult(_engine.Get<SleepQueue>().Status.DiskFull));

        var waiting = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Running, null), (waiting.State, waiting.FailureReason));
        Assert.Empty(await _engine.NotesAsync(context));
        await using (var database = _database.CreateDbContext())
            Assert.False(await database.Set<Note>().AnyAsync());

        _disk.MakeRoom();
        await SleepTimeApp.WaitAsync("the job to be done", async () =>
        {
            _engine.Time.Advance(TimeSpan.FromSeconds(10));
            return (await _engine.JobAsync(job.Id)).State == SleepJobState.Completed;
        });
        await scheduler.StopAsync(CancellationToken.None);

        Assert.NotEmpty(Assert.Single(await _engine.NotesAsync(context)).Notes.Lines);
        Assert.Equal(1, (await _engine.JobAsync(job.Id)).PassesDone);
        Assert.False(_engine.Get<SleepQueue>().Status.DiskFull);
        Assert.Contains(
            await _engine.Get<SleepQueue>().LogAsync(job.Id, CancellationToken.None),
            happened => happened.Text.StartsWith("Waited because the disk was full", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_DiskIsFull_StartsAndGoesOnWhenThereIsRoom()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context, passes: 1);
        await using (var database = _database.CreateDbContext())
            await database.SleepJobs.ExecuteUpdateAsync(set => set.SetProperty(stored => stored.State, SleepJobState.Running));
        _disk.Refuse("UPDATE \"SleepJobs\"");
        var scheduler = _engine.GetAll<IHostedService>().OfType<SleepScheduler>().Single();

        await scheduler.StartAsync(CancellationToken.None);

        Assert.True(_engine.Get<SleepQueue>().Status.DiskFull);
        _disk.MakeRoom();
        await SleepTimeApp.WaitAsync("the job to be done", async () =>
        {
            _engine.Time.Advance(TimeSpan.FromSeconds(10));
            return (await _engine.JobAsync(job.Id)).State == SleepJobState.Completed;
        });
        await scheduler.StopAsync(CancellationToken.None);
        Assert.False(_engine.Get<SleepQueue>().Status.DiskFull);
    }

    [Fact]
    public async Task DiskIsFull_TheOnlyJobIsCancelledOnceThereIsRoom_SaysSoNoMore()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        _engine.Get<SleepMonitor>().DiskFull = true;

        await _engine.Get<SleepQueue>().CancelAsync(job.Id, CancellationToken.None);

        Assert.False(_engine.Get<SleepQueue>().Status.DiskFull);
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(5, false)]
    public void IsCauseOf_AWrappedDatabaseError_LooksAtItsCode(int code, bool full) =>
        Assert.Equal(full, DiskFull.IsCauseOf(new DbUpdateException("x", new SqliteException("x", code))));

    [Fact]
    public void IsCauseOf_AFileWithoutRoom_IsTrue() => Assert.True(DiskFull.IsCauseOf(new IOException("No space left on device", 28)));

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
