using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

/// <summary>What the scheduler does with a step that the engine refuses: it leaves it alone for a while.</summary>
public sealed class SleepPutOffTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly SleepScheduler _scheduler;
    private readonly SemaphoreSlim _told = new(0);
    private int _jobTold;
    private int _queueTold;

    public SleepPutOffTests()
    {
        _engine = new TestEngine(_database, settings: ("Generation:MaxWaitingBackground", "1"));
        _scheduler = _engine.GetAll<IHostedService>().OfType<SleepScheduler>().Single();
        _engine.Get<ActivityFeed>().Subscribe(activity =>
        {
            if (activity is JobChanged)
                Interlocked.Increment(ref _jobTold);
            else if (activity is SleepQueueChanged)
                Interlocked.Increment(ref _queueTold);
            _told.Release();
        });
    }

    [Fact]
    public async Task Refused_ByAFullQueue_IsNotTriedAgainBeforeItsTimeWhateverIsTold()
    {
        using var busy = await FillQueueAsync();
        var job = await StartRefusedAsync();

        // Pausing is told twice, by the queue and by the scheduler, which has woken by then and looked around.
        await _engine.Get<SleepQueue>().PauseAsync(CancellationToken.None);
        await UntilAsync("the scheduler to say that it is paused", () => _queueTold >= 3);
        await _engine.Get<SleepQueue>().ResumeAsync(CancellationToken.None);
        await UntilAsync("the scheduler to say that it is idle", () => _queueTold >= 5);
        Assert.Equal(3, _jobTold);

        busy.GoOn();
        await SleepTimeApp.WaitAsync("the job to be done", async () =>
        {
            _engine.Time.Advance(TimeSpan.FromSeconds(1));
            return (await _engine.JobAsync(job.Id)).State == SleepJobState.Completed;
        });
    }

    [Fact]
    public async Task Refused_TheModelChanges_IsTriedAgainAtOnce()
    {
        await _engine.Get<GenerationService>().StopAsync();
        var job = await StartRefusedAsync();

        _engine.LoadModel();

        await SleepTimeApp.WaitAsync("the job to be done", async () => (await _engine.JobAsync(job.Id)).State == SleepJobState.Completed);
    }

    [Fact]
    public async Task Step_EngineRefuses_ThrowsAndLeavesTheJobToGoOn()
    {
        await _engine.Get<GenerationService>().StopAsync();
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        await Assert.ThrowsAsync<ModelNotReadyException>(() => _engine.StepAsync());

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Running, 0, null), (stored.State, stored.PassesDone, stored.FailureReason));
        Assert.Null(_engine.Get<SleepMonitor>().Current);
    }

    /// <summary>Starts the scheduler and a job, and returns when the job was refused: made, claimed and let go of are told.</summary>
    private async Task<SleepJobView> StartRefusedAsync()
    {
        await _scheduler.StartAsync(CancellationToken.None);
        await UntilAsync("the scheduler to say how it stands", () => _queueTold >= 1);
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await UntilAsync("the job to be refused", () => _jobTold >= 3);
        return job;
    }

    /// <summary>One generation that stands still and one that waits, which is all that may.</summary>
    private async Task<Breakpoint> FillQueueAsync()
    {
        var busy = new Breakpoint(_engine.Model, at: 1);
        Submit();
        await busy.Reached;
        Submit();
        return busy;
    }

    private void Submit() => _engine.Get<GenerationService>().Submit(new GenerationRequest
    {
        Prompt = [1, 2, 3], Class = GenerationClass.Sleep, MaxTokens = 4, Sampling = new(), StopStrings = [], Owner = TestEngine.Owner,
    });

    private async Task UntilAsync(string what, Func<bool> isSo)
    {
        while (!isSo())
            Assert.True(await _told.WaitAsync(SleepTimeApp.Patience), $"Waited {SleepTimeApp.Patience.TotalSeconds:0} s for {what}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.StopAsync(CancellationToken.None);
        await _engine.DisposeAsync();
        _database.Dispose();
        _told.Dispose();
    }
}
