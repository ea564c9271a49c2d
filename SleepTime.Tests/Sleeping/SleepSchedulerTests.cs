using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

/// <summary>The loop itself: that it wakes for what matters, and ends only when it is told to.</summary>
public sealed class SleepSchedulerTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly SleepScheduler _scheduler;

    public SleepSchedulerTests()
    {
        _engine = new TestEngine(_database);
        _scheduler = _engine.GetAll<IHostedService>().OfType<SleepScheduler>().Single();
    }

    [Fact]
    public async Task Scheduler_AJobIsQueued_DoesAllOfIt()
    {
        await _scheduler.StartAsync(CancellationToken.None);

        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        Assert.Equal(3, (await EndOfAsync(job)).PassesDone);
    }

    [Fact]
    public async Task Scheduler_AfterAQuestion_SleepsOnceTheIdleTimeIsOver()
    {
        await _scheduler.StartAsync(CancellationToken.None);
        var context = await _engine.AddContextAsync();
        await _engine.EndOfAsync((await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0]);
        var job = await _engine.EnqueueAsync(context);

        await AdvanceUntilAsync("the job to be done", async () => (await _engine.JobAsync(job.Id)).State == SleepJobState.Completed);
    }

    [Fact]
    public async Task Scheduler_StartedAfterACrash_GoesOnWithTheJobThatWasRunning()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.StepAsync();

        await _scheduler.StartAsync(CancellationToken.None);

        Assert.Equal([1, 2, 3], (await EndOfAsync(job)).Passes.Select(pass => pass.Number));
    }

    [Fact]
    public async Task Scheduler_Paused_LetsThePresentPassEndAndWaitsUntilResumed()
    {
        using var writing = new Breakpoint(_engine.Model, at: 1);
        await _scheduler.StartAsync(CancellationToken.None);
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await writing.Reached;

        await _engine.Get<SleepQueue>().PauseAsync(CancellationToken.None);
        writing.GoOn();
        await UntilAsync("the first pass to be stored", job, stored => stored.PassesDone == 1 && stored.Live is null);
        Assert.Equal((SleepJobState.Running, 1), await StateOfAsync(job));

        await _engine.Get<SleepQueue>().ResumeAsync(CancellationToken.None);
        Assert.Equal(3, (await EndOfAsync(job)).PassesDone);
    }

    [Fact]
    public async Task Scheduler_AJobIsCancelledMidPass_TurnsToTheNextOne()
    {
        using var writing = new Breakpoint(_engine.Model, at: 1);
        await _scheduler.StartAsync(CancellationToken.None);
        var first = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await writing.Reached;
        var second = await _engine.EnqueueAsync(await _engine.AddContextAsync("Leo has 4 marbles."));

        var cancel = _engine.Get<SleepQueue>().CancelAsync(first.Id, CancellationToken.None);
        writing.GoOn();
        await cancel;

        Assert.Equal(SleepJobState.Completed, (await EndOfAsync(second)).State);
        Assert.Equal((SleepJobState.Cancelled, 0), await StateOfAsync(first));
    }

    [Fact]
    public async Task Scheduler_AStepFails_GoesOnAfterAWhile()
    {
        var context = await _engine.AddContextAsync();
        await using (var database = _database.CreateDbContext())
        {
            database.Add(new SleepJob { ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Owner = "local", PassesWanted = 1, CreatedAt = _engine.Time.GetUtcNow() });
            await database.SaveChangesAsync();
            await database.Database.ExecuteSqlRawAsync("ALTER TABLE ContextVersions RENAME TO Gone");
        }
        await _scheduler.StartAsync(CancellationToken.None);

        await using (var database = _database.CreateDbContext())
            await database.Database.ExecuteSqlRawAsync("ALTER TABLE Gone RENAME TO ContextVersions");

        await AdvanceUntilAsync("the notes", async () => (await _engine.NotesAsync(context)).Count == 1);
    }

    [Fact]
    public async Task Scheduler_StoppedMidPass_EndsAtOnceAndStoresNothingOfIt()
    {
        using var writing = new Breakpoint(_engine.Model, at: 3);
        await _scheduler.StartAsync(CancellationToken.None);
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await writing.Reached;

        var stop = _scheduler.StopAsync(CancellationToken.None);
        writing.GoOn();
        await stop;

        Assert.Equal((SleepJobState.Running, 0), await StateOfAsync(job));
        Assert.Null(_engine.Get<SleepMonitor>().Current);
    }

    [Theory]
    [InlineData(13, 14, IdleState.OutOfHours, IdleState.Idle)]
    [InlineData(11, 13, IdleState.Idle, IdleState.OutOfHours)]
    public async Task Scheduler_TheHoursBeginOrEnd_TellsThoughThereIsNothingToDo(int from, int until, IdleState before, IdleState after)
    {
        await _engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { From = new TimeOnly(from, 0), Until = new TimeOnly(until, 0) }, CancellationToken.None);
        await _scheduler.StartAsync(CancellationToken.None);
        Assert.Equal(before, _engine.Get<SleepQueue>().Status.State);
        var told = false;
        using var subscription = _engine.Get<ActivityFeed>().Subscribe(activity => told |= activity is SleepQueueChanged && _engine.Get<SleepQueue>().Status.State == after);

        _engine.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(told);

        await AdvanceUntilAsync("the change of the hour to be told", () => Task.FromResult(told));
    }

    private async Task<(SleepJobState State, int PassesDone)> StateOfAsync(SleepJobView job)
    {
        var stored = await _engine.JobAsync(job.Id);
        return (stored.State, stored.PassesDone);
    }

    private Task<SleepJobView> EndOfAsync(SleepJobView job) => UntilAsync("the job to end", job, stored => stored.FinishedAt is not null);

    private async Task<SleepJobView> UntilAsync(string what, SleepJobView job, Func<SleepJobView, bool> isThere)
    {
        var changed = new SemaphoreSlim(0);
        using var subscription = _engine.Get<ActivityFeed>().Subscribe(_ => changed.Release());
        while (true)
        {
            var stored = await _engine.JobAsync(job.Id);
            if (isThere(stored))
                return stored;
            Assert.True(await changed.WaitAsync(SleepTimeApp.Patience), $"Waited {SleepTimeApp.Patience.TotalSeconds:0} s for {what}; the job is {stored.State} after {stored.PassesDone} passes.");
        }
    }

    /// <summary>Lets the engine's time pass until something is so.</summary>
    private Task AdvanceUntilAsync(string what, Func<Task<bool>> isSo) => SleepTimeApp.WaitAsync(what, async () =>
    {
        _engine.Time.Advance(TimeSpan.FromMilliseconds(500));
        return await isSo();
    });

    public async ValueTask DisposeAsync()
    {
        await _scheduler.StopAsync(CancellationToken.None);
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
