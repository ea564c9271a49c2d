using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

/// <summary>When a pass may start, and what happens when a question comes while one is being written.</summary>
public sealed class SleepIdleTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private TestEngine _engine;

    public SleepIdleTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Step_AQuestionRuns_DoesNothing()
    {
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);
        using var asking = new Breakpoint(_engine.Model, at: 1);
        await _engine.AskAsync(context, AnswerMode.Standard);
        await asking.Reached;

        Assert.False(await StepAsync());
        Assert.Equal(IdleState.Busy, Status.State);
        Assert.Null(Status.IdleAfter);
    }

    [Fact]
    public async Task Step_AQuestionEnded_WaitsOutTheIdleTime()
    {
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);
        await AskToTheEndAsync(context);

        _engine.Time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(IdleState.Busy, Status.State);
        Assert.Equal(TimeSpan.FromSeconds(0.5), Status.IdleAfter);
        Assert.Equal(TimeSpan.FromSeconds(0.5), await _engine.Get<SleepStepper>().StepAsync(CancellationToken.None));

        _engine.Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(IdleState.Idle, Status.State);
        Assert.Null(Status.IdleAfter);
        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task Step_QuestionsKeepComing_NeverStarts()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);
        for (var question = 0; question < 5; question++)
        {
            await AskToTheEndAsync(context);
            _engine.Time.Advance(TimeSpan.FromSeconds(1.9));
            Assert.False(await StepAsync());
        }

        Assert.Equal(SleepJobState.Queued, (await _engine.JobAsync(job.Id)).State);
    }

    [Fact]
    public async Task Step_BetweenPassesAfterAQuestion_WaitsForIdleAgain()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);
        Assert.True(await StepAsync());
        await AskToTheEndAsync(context);

        Assert.False(await StepAsync());

        var waiting = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Running, 1), (waiting.State, waiting.PassesDone));
        Assert.Null(Status.CurrentJobId);
    }

    [Fact]
    public async Task Step_Paused_DoesNothingUntilResumed()
    {
        await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.Get<SleepQueue>().PauseAsync(CancellationToken.None);

        Assert.False(await StepAsync());
        Assert.Equal(new SleepQueueStatus(IdleState.Paused, Paused: true, Queued: 1, CurrentJobId: null, IdleAfter: null), Status);

        await _engine.Get<SleepQueue>().ResumeAsync(CancellationToken.None);
        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task Pause_Restart_IsStillPaused()
    {
        await _engine.Get<SleepQueue>().PauseAsync(CancellationToken.None);
        await _engine.DisposeAsync();

        _engine = new TestEngine(_database);
        await _engine.Get<SleepStore>().RestoreAsync(CancellationToken.None);

        Assert.True(Status.Paused);
    }

    [Fact]
    public async Task Step_SwitchedOffBySetting_DoesNothing()
    {
        await _engine.DisposeAsync();
        _engine = new TestEngine(_database, settings: ("Sleep:Enabled", "false"));
        await _engine.EnqueueAsync(await _engine.AddContextAsync());

        Assert.False(await StepAsync());
        Assert.Equal(IdleState.Paused, Status.State);
    }

    [Fact]
    public async Task Step_NoModelYet_WaitsForIt()
    {
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);
        await _engine.DisposeAsync();
        _engine = new TestEngine(_database, modelReady: false);

        Assert.False(await StepAsync());
        Assert.Equal(IdleState.NoModel, Status.State);

        _engine.LoadModel();
        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task Question_WhileAPassIsWritten_IsAnsweredFirstAndThePassGoesOn()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context, passes: 1);
        // Nothing that the prompt says already: it is written a token at a time, and so it is being written at the eighth step.
        _engine.Model.Reply = prompt => prompt.Contains("Task:", StringComparison.Ordinal) ? "QZXJVKWYBHGF" : "Answer: 3";
        using var writing = new Breakpoint(_engine.Model, at: 8);
        var step = StepAsync();
        await writing.Reached;

        var asked = await _engine.AskAsync(context, AnswerMode.Standard);
        writing.GoOn();
        var answered = await _engine.EndOfAsync(asked.Runs[0]);
        Assert.True(await step);

        Assert.Equal("Answer: 3", answered.Answer);
        var done = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Completed, 1), (done.State, done.StepAsideCount));
        Assert.Equal("QZXJVKWYBHGF", done.Passes[0].Text);
    }

    [Fact]
    public async Task Question_WhileExpectedQuestionsAreScored_IsCountedAsAStepAside()
    {
        await using var engine = new TestEngine(_database, settings: ("Generation:BatchTokens", "16"));
        var context = await engine.AddContextAsync();
        engine.Model.Reply = prompt => prompt.Contains("write questions", StringComparison.Ordinal) ? "How many marbles has Maya in the end? Answer: 3" : "Answer: 3";
        var job = await engine.EnqueueAsync(context, passes: 1);
        var scoring = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var asked = new ManualResetEventSlim();
        engine.Model.OnDecode = _ =>
        {
            if (engine.Get<SleepMonitor>().Current is not { Progress.Activity: SleepActivity.Finishing } work)
                return;
            if (scoring.TrySetResult())
                asked.Wait();
            else
                SpinWait.SpinUntil(() => work.StepAsideCount == 1, SleepTimeApp.Patience); // who reads late learns only that it is back
        };
        var step = engine.SleepAsync();
        await scoring.Task.WaitAsync(SleepTimeApp.Patience);

        var answer = await engine.AskAsync(context, AnswerMode.Standard);
        asked.Set();
        await engine.EndOfAsync(answer.Runs[0]);
        await step;

        var done = await engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Completed, 1), (done.State, done.StepAsideCount));
        Assert.EndsWith("Stepped aside once for a question.", (await engine.Get<SleepQueue>().LogAsync(job.Id, CancellationToken.None))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileAJobStandsAside_StillCountsThatItDid()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context, passes: 1);
        _engine.Model.Reply = prompt => prompt.Contains("Task:", StringComparison.Ordinal) ? "QZXJVKWYBHGF" : "Answer: 3";
        using var writing = new Breakpoint(_engine.Model, at: 8);
        var step = StepAsync();
        await writing.Reached;
        var answer = await _engine.AskAsync(context, AnswerMode.Standard);
        using var answering = new Breakpoint(_engine.Model, at: 1);
        writing.GoOn();
        await answering.Reached;

        _engine.Get<SleepMonitor>().Current!.Stop();
        answering.GoOn();
        await step;
        await _engine.EndOfAsync(answer.Runs[0]);

        var stopped = await _engine.JobAsync(job.Id);
        Assert.Equal((0, 1), (stopped.PassesDone, stopped.StepAsideCount));
        Assert.Equal("Stepped aside once for a question.", (await _engine.Get<SleepQueue>().LogAsync(job.Id, CancellationToken.None))[^1].Text);
    }

    private SleepQueueStatus Status => _engine.Get<SleepQueue>().Status;

    private Task<bool> StepAsync() => _engine.StepAsync();

    private async Task AskToTheEndAsync(Engine.Contexts.Context context)
    {
        // The scheduler's own look at the idle time comes first in a running server; here it has to be there.
        _engine.Get<IdleMonitor>();
        await _engine.EndOfAsync((await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
