using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepOrderTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public SleepOrderTests() => _engine = new TestEngine(_database);

    [Fact]
    public void Priority_MoreBenefit_ComesFirstUntilTheOtherHasWaitedLongEnough()
    {
        var now = _engine.Time.GetUtcNow();

        Assert.True(SleepPriority.Of(8, now) > SleepPriority.Of(1, now));
        Assert.True(SleepPriority.Of(8, now) > SleepPriority.Of(1, now.AddHours(-1)));
        Assert.True(SleepPriority.Of(8, now) < SleepPriority.Of(1, now.AddHours(-2)));
        Assert.True(SleepPriority.Of(1e9, now) < SleepPriority.Of(null, now.AddDays(-2)));
    }

    [Fact]
    public async Task RunFirst_OfTheLast_IsTakenUpNext()
    {
        var jobs = await EnqueueAsync(3);

        Assert.Equal(JobCommandResult.Done, await Queue.RunFirstAsync(jobs[2], CancellationToken.None));

        Assert.Equal([jobs[2], jobs[0], jobs[1]], await OrderAsync());
        Assert.True(await _engine.StepAsync());
        Assert.Equal(SleepJobState.Running, (await _engine.JobAsync(jobs[2])).State);
    }

    [Fact]
    public async Task Move_UpAndDown_ChangesPlacesWithTheNeighbour()
    {
        var jobs = await EnqueueAsync(3);

        await Queue.MoveAsync(jobs[1], towardsFront: true, CancellationToken.None);
        Assert.Equal([jobs[1], jobs[0], jobs[2]], await OrderAsync());
        await Queue.MoveAsync(jobs[0], towardsFront: false, CancellationToken.None);

        Assert.Equal([jobs[1], jobs[2], jobs[0]], await OrderAsync());
        Assert.Equal(JobCommandResult.NotPossible, await Queue.MoveAsync(jobs[1], towardsFront: true, CancellationToken.None));
        Assert.Equal(JobCommandResult.NotFound, await Queue.MoveAsync(Guid.NewGuid(), towardsFront: true, CancellationToken.None));
    }

    [Fact]
    public async Task Move_ManyTimes_StaysInTheOrderThatWasAskedForAndRanksNobody()
    {
        var expected = await EnqueueAsync(6);
        var random = new Random(5);
        for (var i = 0; i < 120; i++)
        {
            var at = random.Next(expected.Count);
            var forward = random.Next(2) == 0;
            var other = forward ? at - 1 : at + 1;
            var possible = other >= 0 && other < expected.Count;

            var result = await Queue.MoveAsync(expected[at], forward, CancellationToken.None);

            Assert.Equal(possible ? JobCommandResult.Done : JobCommandResult.NotPossible, result);
            if (possible)
                (expected[at], expected[other]) = (expected[other], expected[at]);
            Assert.Equal(expected, await OrderAsync());
        }
        await using var database = _database.CreateDbContext();
        Assert.False(await database.SleepJobs.AnyAsync(job => job.Rank != null));
    }

    [Fact]
    public async Task Restart_OfABegunJob_KeepsItFirst()
    {
        var jobs = await EnqueueAsync(2);
        await _engine.StepAsync();
        await Queue.RunFirstAsync(jobs[1], CancellationToken.None);

        await _engine.Get<SleepStore>().RestoreAsync(CancellationToken.None);

        Assert.Equal(jobs, await OrderAsync());
    }

    [Fact]
    public async Task Pause_OfOne_LetsTheOthersGoOn()
    {
        var jobs = await EnqueueAsync(2);

        Assert.Equal(JobCommandResult.Done, await Queue.PauseAsync(jobs[0], CancellationToken.None));
        await _engine.SleepAsync();

        Assert.Equal((SleepJobState.Queued, true), ((await _engine.JobAsync(jobs[0])).State, (await _engine.JobAsync(jobs[0])).Paused));
        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(jobs[1])).State);
        Assert.Equal(JobCommandResult.Done, await Queue.ResumeAsync(jobs[0], CancellationToken.None));
        await _engine.SleepAsync();
        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(jobs[0])).State);
    }

    [Fact]
    public async Task Pause_OfTheRunningOne_StopsItsPassAndKeepsThoseBefore()
    {
        var job = (await EnqueueAsync(1))[0];
        await _engine.StepAsync();
        using var writing = new Breakpoint(_engine.Model, at: 1);
        var step = _engine.StepAsync();
        await writing.Reached;

        var pausing = Queue.PauseAsync(job, CancellationToken.None);
        await SleepTimeApp.WaitAsync("the pause to be stored", async () => (await _engine.JobAsync(job)).Paused);
        writing.GoOn();

        Assert.Equal(JobCommandResult.Done, await pausing);
        await step;
        var paused = await _engine.JobAsync(job);
        Assert.Equal((SleepJobState.Queued, 1), (paused.State, paused.PassesDone));
    }

    [Fact]
    public async Task Log_OfAWholeJob_TellsWhatHappenedInOrder()
    {
        var job = (await EnqueueAsync(1))[0];
        await Queue.PauseAsync(job, CancellationToken.None);
        await Queue.ResumeAsync(job, CancellationToken.None);
        await _engine.SleepAsync();

        var log = (await Queue.LogAsync(job, CancellationToken.None)).Select(happened => happened.Text).ToList();

        Assert.StartsWith("Queued. ", log[0], StringComparison.Ordinal);
        Assert.Equal(["Paused by a person.", "Resumed by a person.", "Begun."], log[1..4]);
        Assert.Contains(log, text => text.StartsWith("Pass 1: ", StringComparison.Ordinal));
        Assert.StartsWith("Completed, because all passes are done: ", log[^1], StringComparison.Ordinal);
    }

    private SleepQueue Queue => _engine.Get<SleepQueue>();

    private async Task<List<Guid>> EnqueueAsync(int count)
    {
        List<Guid> jobs = [];
        for (var i = 0; i < count; i++)
        {
            jobs.Add((await _engine.EnqueueAsync(await _engine.AddContextAsync())).Id);
            _engine.Time.Advance(TimeSpan.FromSeconds(1));
        }
        return jobs;
    }

    private async Task<IEnumerable<Guid>> OrderAsync() =>
        (await Queue.ListAsync(1, 10, SleepJobState.Queued, contextId: null, CancellationToken.None)).Items.Select(job => job.Id);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
