using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepQueueTests : IAsyncDisposable
{
    private readonly DatabaseWatch _watch = new();
    private readonly TestDatabase _database;
    private readonly TestEngine _engine;

    public SleepQueueTests()
    {
        _database = new TestDatabase(_watch.Interceptors);
        _engine = new TestEngine(_database);
    }

    private SleepQueue Queue => _engine.Get<SleepQueue>();

    [Fact]
    public async Task Enqueue_ForAContext_TakesAllPassesOfTheProfile()
    {
        var context = await _engine.AddContextAsync();

        var job = await _engine.EnqueueAsync(context);

        Assert.Equal((context.Id, context.Title, 1), (job.ContextId, job.ContextTitle, job.ContextVersion));
        Assert.Equal((SleepJobState.Queued, 3, 0), (job.State, job.PassesWanted, job.PassesDone));
        Assert.Equal(1, Queue.Status.Queued);
    }

    [Fact]
    public async Task Enqueue_SettingNamesThePasses_TakesSoMany()
    {
        await using var engine = new TestEngine(_database, settings: ("Sleep:Passes", "2"));

        Assert.Equal(2, (await engine.EnqueueAsync(await engine.AddContextAsync())).PassesWanted);
    }

    [Fact]
    public async Task Enqueue_SettingNamesMorePassesThanTheProfileHas_TakesAll()
    {
        await using var engine = new TestEngine(_database, settings: ("Sleep:Passes", "20"));

        Assert.Equal(3, (await engine.EnqueueAsync(await engine.AddContextAsync())).PassesWanted);
    }

    [Fact]
    public async Task Enqueue_ManyAtOnceForOneVersion_MakesOneJob()
    {
        var context = await _engine.AddContextAsync();

        var jobs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _engine.EnqueueAsync(context, force: true)));

        Assert.Single(jobs.Select(job => job.Id).Distinct());
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Enqueue_NotesAreThere_GivesTheJobThatMadeThemUnlessForced()
    {
        var context = await _engine.AddContextAsync();
        var first = await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();

        Assert.Equal(first.Id, (await _engine.EnqueueAsync(context)).Id);

        var forced = await _engine.EnqueueAsync(context, force: true);
        Assert.NotEqual(first.Id, forced.Id);
        await _engine.SleepAsync();
        Assert.Equal([forced.Id, first.Id], (await _engine.NotesAsync(context)).Select(notes => notes.Notes.JobId));
    }

    [Fact]
    public async Task Enqueue_NoSuchContext_IsNull() =>
        Assert.Null(await Queue.EnqueueAsync(Guid.NewGuid(), null, force: false, TestEngine.Owner, CancellationToken.None));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task Enqueue_PassesOutOfRange_IsRefusedWithTheRange(int passes)
    {
        var context = await _engine.AddContextAsync();

        var refused = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _engine.EnqueueAsync(context, passes));

        Assert.Contains("1 to 3", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Enqueue_NoModel_IsRefused()
    {
        await using var engine = new TestEngine(_database, modelReady: false);
        var context = await engine.AddContextAsync();

        await Assert.ThrowsAsync<ModelNotReadyException>(() => engine.EnqueueAsync(context));
    }

    [Fact]
    public async Task Cancel_AWaitingJob_EndsIt()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        Assert.Equal(JobCommandResult.Done, await Queue.CancelAsync(job.Id, CancellationToken.None));

        var cancelled = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Cancelled, cancelled.State);
        Assert.NotNull(cancelled.FailureReason);
        Assert.Equal(0, Queue.Status.Queued);
        Assert.False(await _engine.StepAsync());
    }

    [Fact]
    public async Task Cancel_ARunningJob_StopsThePassAndKeepsTheOnesBefore()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.StepAsync();
        using var writing = new Breakpoint(_engine.Model, at: 3);
        var step = _engine.StepAsync();
        await writing.Reached;
        Assert.Equal(job.Id, Queue.Status.CurrentJobId);
        Assert.Equal(IdleState.Sleeping, Queue.Status.State);

        var cancel = Queue.CancelAsync(job.Id, CancellationToken.None);
        writing.GoOn();

        Assert.Equal(JobCommandResult.Done, await cancel);
        Assert.Null(Queue.Status.CurrentJobId);
        Assert.False(await step);
        var cancelled = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Cancelled, 1), (cancelled.State, cancelled.PassesDone));
        Assert.Single(cancelled.Passes);
    }

    [Fact]
    public async Task Cancel_OfAnEndedOrUnknownJob_SaysSo()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.SleepAsync();

        Assert.Equal(JobCommandResult.NotPossible, await Queue.CancelAsync(job.Id, CancellationToken.None));
        Assert.Equal(JobCommandResult.NotFound, await Queue.CancelAsync(Guid.NewGuid(), CancellationToken.None));
    }

    [Fact]
    public async Task Change_CallerLeavesAtTheCommit_IsToldAndCounted()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        using var leaves = new CancellationTokenSource();
        List<ActivityEvent> told = [];
        using var subscription = _engine.Get<ActivityFeed>().Subscribe(told.Add);
        _watch.OnCommitted = leaves.Cancel;

        await _engine.Get<SleepStore>().EndAsync(
            (await _engine.Get<SleepStore>().FindAsync(job.Id, CancellationToken.None))!, SleepJobState.Cancelled, "Gone.", leaves.Token);

        Assert.Equal([new JobChanged(job.Id, job.ContextId), new ContextChanged(job.ContextId)], told);
        Assert.Equal(0, Queue.Status.Queued);
    }

    [Fact]
    public async Task Retry_OfACompletedUnknownOrOutdatedJob_SaysSo()
    {
        var context = await _engine.AddContextAsync();
        var completed = await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        var outdated = await _engine.EnqueueAsync(context, force: true);
        await _engine.EditAsync(context, "Maya has 5 marbles.");

        Assert.Equal(JobCommandResult.NotPossible, await Queue.RetryAsync(completed.Id, CancellationToken.None));
        Assert.Equal(JobCommandResult.NotPossible, await Queue.RetryAsync(outdated.Id, CancellationToken.None));
        Assert.Equal(JobCommandResult.NotFound, await Queue.RetryAsync(Guid.NewGuid(), CancellationToken.None));
    }

    [Fact]
    public async Task Retry_AnotherJobOfTheVersionWaits_IsNotPossible()
    {
        var context = await _engine.AddContextAsync();
        var first = await _engine.EnqueueAsync(context);
        await Queue.CancelAsync(first.Id, CancellationToken.None);
        await _engine.EnqueueAsync(context);

        Assert.Equal(JobCommandResult.NotPossible, await Queue.RetryAsync(first.Id, CancellationToken.None));
    }

    [Fact]
    public async Task List_AllStates_RunningThenWaitingInOrderThenEndedNewestFirst()
    {
        var ended = new List<Guid>();
        for (var i = 0; i < 2; i++)
        {
            ended.Add((await _engine.EnqueueAsync(await _engine.AddContextAsync(), passes: 1)).Id);
            await _engine.SleepAsync();
            _engine.Time.Advance(TimeSpan.FromMinutes(1));
        }
        var running = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.StepAsync();
        var waiting = new List<Guid>();
        for (var i = 0; i < 2; i++)
        {
            _engine.Time.Advance(TimeSpan.FromMinutes(1));
            waiting.Add((await _engine.EnqueueAsync(await _engine.AddContextAsync())).Id);
        }

        Assert.Equal([running.Id, .. waiting, ended[1], ended[0]], (await ListAsync()).Select(job => job.Id));
        Assert.Equal(waiting, (await ListAsync(state: SleepJobState.Queued)).Select(job => job.Id));
        Assert.Equal([running.Id], (await ListAsync(contextId: running.ContextId)).Select(job => job.Id));
        var second = await Queue.ListAsync(2, 2, null, null, CancellationToken.None);
        Assert.Equal(5, second.Total);
        Assert.Equal([waiting[1], ended[1]], second.Items.Select(job => job.Id));
    }

    [Fact]
    public async Task Changes_OfAJob_AreTold()
    {
        List<ActivityEvent> told = [];
        using var subscription = _engine.Get<ActivityFeed>().Subscribe(told.Add);
        var context = await _engine.AddContextAsync();

        var job = await _engine.EnqueueAsync(context);
        await Queue.CancelAsync(job.Id, CancellationToken.None);
        await Queue.PauseAsync(CancellationToken.None);

        Assert.Equal(2, told.Count(activity => activity == new JobChanged(job.Id, context.Id)));
        Assert.Equal(2, told.Count(activity => activity == new ContextChanged(context.Id)));
        Assert.Contains(new SleepQueueChanged(), told);
    }

    private async Task<IReadOnlyList<SleepJobView>> ListAsync(SleepJobState? state = null, Guid? contextId = null) =>
        (await Queue.ListAsync(1, 50, state, contextId, CancellationToken.None)).Items;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
