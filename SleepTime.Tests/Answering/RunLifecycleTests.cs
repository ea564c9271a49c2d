using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

/// <summary>A run from its start to its end, whatever comes in between.</summary>
public sealed class RunLifecycleTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public RunLifecycleTests()
    {
        _engine = new TestEngine(_database);
        _engine.Model.Reply = _ => "Maya has 3.";
    }

    private RunRegistry Registry => _engine.Get<RunRegistry>();

    [Fact]
    public async Task Events_OfARun_StartToEndInOrder()
    {
        var run = await AskAsync();

        var events = await _engine.EventsAsync(run);

        Assert.Equal(new RunStarted(run.Id, AnswerMode.Standard), events[0]);
        Assert.IsType<RunQueued>(events[1]);
        Assert.Contains(events, happened => happened is RunPrefill { Processed: > 0 } prefill && prefill.Processed == prefill.Total);
        Assert.Equal("Maya has 3.", string.Concat(events.OfType<RunText>().Select(text => text.Text)));
        Assert.Equal(RunState.Completed, Assert.IsType<RunEnded>(events[^1]).Run.State);
    }

    [Fact]
    public async Task States_OfARun_AreStoredAndTold()
    {
        List<RunChanged> told = [];
        using var subscription = _engine.Get<ActivityFeed>().Subscribe(activity =>
        {
            if (activity is RunChanged changed)
                lock (told)
                    told.Add(changed);
        });
        using var writing = new Breakpoint(_engine.Model, at: 3);
        var run = await AskAsync();
        Assert.Equal(RunState.Queued, run.State);
        await writing.Reached;
        await UntilStoredAsync("the run to be stored as running", run, stored => stored.State == RunState.Running);

        writing.GoOn();
        await _engine.EndOfAsync(run);

        Assert.Equal(Enumerable.Repeat(new RunChanged(run.Id, run.ContextId), 3), told);
    }

    [Fact]
    public async Task Cancel_WhileItWrites_KeepsWhatWasWritten()
    {
        using var writing = new Breakpoint(_engine.Model, at: 5);
        var run = await AskAsync();
        await writing.Reached;

        Assert.True(Registry.Cancel(run.Id));
        writing.GoOn();

        var ended = await _engine.EndOfAsync(run);
        Assert.Equal((RunState.Cancelled, FinishReason.Cancelled, null), (ended.State, ended.FinishReason, ended.FailureReason));
        Assert.StartsWith("Maya", ended.Answer, StringComparison.Ordinal);
        Assert.NotEqual("Maya has 3.", ended.Answer);
        Assert.False(Registry.Cancel(run.Id));
    }

    [Fact]
    public async Task Cancel_OneOfAComparison_LeavesTheOther()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, "Maya has 3.");
        using var reading = new Breakpoint(_engine.Model, at: 1);
        var asked = await _engine.AskAsync(context, AnswerMode.Standard, AnswerMode.SleepTime);
        await reading.Reached;

        Registry.Cancel(asked.Runs[0].Id);
        reading.GoOn();

        Assert.Equal(RunState.Cancelled, (await _engine.EndOfAsync(asked.Runs[0])).State);
        Assert.Equal(RunState.Completed, (await _engine.EndOfAsync(asked.Runs[1])).State);
    }

    [Fact]
    public async Task Failure_OfTheEngine_FailsTheRunWithItsReason()
    {
        _engine.Model.OnDecode = _ => throw new InferenceException("the device is gone");

        var ended = await _engine.EndOfAsync(await AskAsync());

        Assert.Equal((RunState.Failed, FinishReason.Failed), (ended.State, ended.FinishReason));
        Assert.Equal("The model stopped with an error: the device is gone. Ask again.", ended.FailureReason);
    }

    [Fact]
    public async Task Delete_OfTheContext_EndsItsRunsFirst()
    {
        var context = await _engine.AddContextAsync();
        using var writing = new Breakpoint(_engine.Model, at: 3);
        var run = (await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0];
        var watcher = _engine.EventsAsync(run);
        await writing.Reached;

        var delete = _engine.DeleteAsync(context);
        writing.GoOn();
        await delete;

        Assert.Equal(RunState.Cancelled, Assert.IsType<RunEnded>((await watcher)[^1]).Run.State);
        Assert.Null(await _engine.Get<RunHistory>().FindAsync(run.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Killed_WhileItWrites_IsFailedAtTheNextStartWithTheTextOfTheLastSecond()
    {
        const string Reply = "Maya has 3 marbles, which she found on her way home, and Leo has none.";
        _engine.Model.Reply = _ => Reply;
        using var first = new Breakpoint(_engine.Model, at: 6);
        var run = await AskAsync();
        await first.Reached;
        await UntilStoredAsync("the run to be stored as running", run, stored => stored.State == RunState.Running);
        _engine.Time.Advance(RunSaver.SaveEvery);
        using var steps = new Steps(_engine.Model);
        first.GoOn();
        await UntilStoredAsync("its text to be stored", run, stored =>
        {
            steps.Next();
            return stored.Answer.Length > 0;
        });

        // The first engine stands still from here on, as a kill would leave it.
        await using var restarted = new TestEngine(_database);
        await Lifetime(restarted).StartAsync(CancellationToken.None);

        var failed = await restarted.EndOfAsync(run);
        Assert.Equal((RunState.Failed, RunEnding.Interrupted), (failed.State, failed.FailureReason));
        Assert.NotEmpty(failed.Answer);
        Assert.StartsWith(failed.Answer, Reply, StringComparison.Ordinal);
        Assert.NotEqual(Reply, failed.Answer);
        Assert.Null(failed.Usage);
        Assert.NotNull(failed.FinishedAt);
        Assert.Equal(new RunText(run.Id, run.Mode, failed.Answer, CompletionTokens: null), (await restarted.EventsAsync(run))[1]);
    }

    [Fact]
    public async Task Stop_OfTheServer_StoresRunsAsInterruptedAndTakesNoMore()
    {
        var context = await _engine.AddContextAsync();
        using var writing = new Breakpoint(_engine.Model, at: 3);
        var run = (await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0];
        await writing.Reached;

        var stop = Lifetime(_engine).StopAsync(CancellationToken.None);
        writing.GoOn();
        await stop;

        var stored = await _engine.Get<RunHistory>().FindAsync(run.Id, CancellationToken.None);
        Assert.Equal((RunState.Failed, RunEnding.Interrupted), (stored!.State, stored.FailureReason));
        Assert.NotEmpty(stored.Answer);
        await Assert.ThrowsAsync<ModelNotReadyException>(() => _engine.AskAsync(context, AnswerMode.Standard));
        await UntilIdleAsync();
    }

    /// <summary>The engine tells its load at the end of the step in which the last run ended.</summary>
    private async Task UntilIdleAsync()
    {
        var changed = new SemaphoreSlim(0);
        using var subscription = _engine.Get<ActivityFeed>().Subscribe(_ => changed.Release());
        while (!_engine.Get<GenerationService>().Load.IsIdle)
            Assert.True(await changed.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    private static RunLifetime Lifetime(TestEngine engine) => engine.GetAll<IHostedService>().OfType<RunLifetime>().Single();

    private async Task<Run> AskAsync() => (await _engine.AskAsync(await _engine.AddContextAsync(), AnswerMode.Standard)).Runs[0];

    /// <summary>Lets the engine decode once for each time that it is told to, and freely once it is disposed.</summary>
    private sealed class Steps : IDisposable
    {
        private readonly FakeLoadedModel _model;
        private readonly SemaphoreSlim _steps = new(0);

        public Steps(FakeLoadedModel model)
        {
            _model = model;
            model.OnDecode = _ => _steps.Wait();
        }

        public void Next() => _steps.Release();

        public void Dispose()
        {
            _model.OnDecode = _ => { };
            _steps.Release();
        }
    }

    private Task UntilStoredAsync(string what, Run run, Func<Run, bool> isThere) =>
        SleepTimeApp.WaitAsync(what, async () => isThere((await _engine.Get<RunHistory>().FindAsync(run.Id, CancellationToken.None))!));

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
