using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

/// <summary>Passes that fail: what the job keeps, what it says, and how it goes on.</summary>
public sealed class SleepFailureTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public SleepFailureTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Step_TheEngineIsStoppedForAnotherModel_TheJobWaitsAtItsLastCheckpoint()
    {
        _engine.Model.Reply = _ => "Maya has 3.";
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.StepAsync();
        var stopped = Task.CompletedTask;
        _engine.Model.OnDecode = _ =>
        {
            _engine.Model.OnDecode = _ => { };
            stopped = _engine.Get<GenerationService>().StopAsync("Another model was loaded.");
        };

        var refused = await Assert.ThrowsAsync<ModelNotReadyException>(_engine.StepAsync);
        await stopped;

        Assert.Contains("Another model", refused.Message, StringComparison.Ordinal);
        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Running, 1, null), (stored.State, stored.PassesDone, stored.FailureReason));
    }

    [Theory]
    [InlineData("judge the note", "Verification failed")]
    [InlineData("write questions", "Writing expected questions failed")]
    public async Task Step_ThatFailsAfterAPass_FailsTheJobOnce(string task, string reason)
    {
        await using var engine = new TestEngine(_database, settings: ("Sleep:AskModel", "true"));
        engine.Model.Reply = prompt => prompt.Contains(task, StringComparison.Ordinal)
            ? throw new InferenceException("the device is gone")
            : prompt.Contains("judge", StringComparison.Ordinal) ? "Judgement: supported" : "Maya is first.";
        var job = await engine.EnqueueAsync(await engine.AddContextAsync());

        await engine.SleepAsync();

        var stored = await engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Failed, stored.State);
        Assert.StartsWith(reason, stored.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_ThatFails_FailsTheJobAndKeepsThePassesBefore()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.StepAsync();
        _engine.Model.OnDecode = _ => throw new InferenceException("the device is gone");

        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Failed, stored.State);
        Assert.Equal(1, stored.PassesDone);
        Assert.Equal("Pass 2 failed: The model stopped with an error: the device is gone. Retry it to go on after pass 1.", stored.FailureReason);
        Assert.NotNull(stored.FinishedAt);
    }

    [Fact]
    public async Task Retry_OfAFailedJob_GoesOnAfterTheFinishedPasses()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);
        await _engine.StepAsync();
        var first = (await _engine.JobAsync(job.Id)).Passes[0].Id;
        _engine.Model.OnDecode = _ => throw new InferenceException("the device is gone");
        await _engine.SleepAsync();
        _engine.Model.OnDecode = _ => { };

        Assert.Equal(JobCommandResult.Done, await _engine.Get<SleepQueue>().RetryAsync(job.Id, CancellationToken.None));
        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Completed, stored.State);
        Assert.Null(stored.FailureReason);
        Assert.Equal(first, stored.Passes[0].Id);
        Assert.Equal([1, 2, 3], stored.Passes.Select(pass => pass.Number));
    }

    [Fact]
    public async Task Text_LongerThanItWasCounted_FailsTheJobAndLetsTheNextOneRun()
    {
        // Counted by a model whose tokens are longer than those of the present one.
        var counted = await _engine.AddContextAsync(new string('x', 8_100));
        await using (var database = _database.CreateDbContext())
            await database.ContextVersions.ExecuteUpdateAsync(set => set.SetProperty(version => version.Tokens, 2_000));
        var tooLong = await _engine.EnqueueAsync(counted);
        var fits = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        await _engine.SleepAsync();

        var failed = await _engine.JobAsync(tooLong.Id);
        Assert.Equal(SleepJobState.Failed, failed.State);
        Assert.Contains("context length", failed.FailureReason, StringComparison.Ordinal);
        Assert.EndsWith("Shorten or divide the text.", failed.FailureReason, StringComparison.Ordinal);
        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(fits.Id)).State);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
