using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Gating;

public sealed class SecondLookTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly SecondLook _look;
    private readonly IDisposable _subscription;

    public SecondLookTests()
    {
        _engine = new TestEngine(_database);
        _look = _engine.GetAll<IHostedService>().OfType<SecondLook>().Single();
        _subscription = _engine.Get<ActivityFeed>().Subscribe(_look.OnActivity);
    }

    [Fact]
    public async Task Look_QuestionsOnASkippedText_SleepOnItWithoutAnEdit()
    {
        var context = await SkippedAsync();
        for (var question = 0; question < 3; question++)
            await AskAsync(context);

        await LookAsync();

        Assert.True((await DecisionAsync(context))!.Sleeps);
        Assert.Equal(3.2 / 2, (await DecisionAsync(context))!.ExpectedQuestions, 6);
        Assert.Equal(1, _engine.Get<SleepQueue>().Status.Queued);
    }

    [Theory]
    [InlineData("another@1", 1)]
    [InlineData(null, 0)]
    public async Task Look_NotesOfATextOnlyByAnotherModel_AsksTheGateOnce(string? model, int decisions)
    {
        var context = await _engine.AddContextAsync();
        var notes = await _engine.AddNotesAsync(context, "Maya has 3.");
        await using (var database = _database.CreateDbContext())
            await database.NotesVersions.ExecuteUpdateAsync(set => set.SetProperty(stored => stored.ModelId, model ?? notes.ModelId));

        await LookAsync();
        await LookAsync();

        Assert.Equal(decisions, await DecisionsAsync(context));
        Assert.Equal(decisions, _engine.Get<SleepQueue>().Status.Queued);
    }

    [Fact]
    public async Task Look_ManyEventsOfOneText_AsksTheGateOnce()
    {
        var context = await SkippedAsync();
        await AskAsync(context);
        for (var i = 0; i < 50; i++)
            _look.OnActivity(new RunChanged(Guid.NewGuid(), context.Id));

        await LookAsync();
        await LookAsync();

        Assert.Equal(2, await DecisionsAsync(context));
    }

    [Fact]
    public async Task Look_NothingWasAskedSince_AsksNobody()
    {
        var context = await SkippedAsync();
        _look.OnActivity(new RunChanged(Guid.NewGuid(), context.Id));

        await LookAsync();

        Assert.Equal(1, await DecisionsAsync(context));
    }

    [Fact]
    public async Task Look_APersonChoseAlways_SleepsOnIt()
    {
        var context = await SkippedAsync();
        await _engine.Get<SleepSettingsService>().SaveAsync(new ContextSleepSettings { ContextId = context.Id, Choice = SleepChoice.Always }, CancellationToken.None);

        await LookAsync();

        var decision = await DecisionAsync(context);
        Assert.Equal((true, true), (decision!.Sleeps, decision.ByPerson));
        Assert.Equal(1, _engine.Get<SleepQueue>().Status.Queued);
    }

    [Fact]
    public async Task Look_ATextThatNobodyWeighed_IsWeighedOnceAModelIsReady()
    {
        // Stored, and killed before the gate was asked.
        var context = await _engine.AddContextAsync();

        await LookAsync();

        Assert.True((await DecisionAsync(context))!.Sleeps);
        Assert.Equal(1, _engine.Get<SleepQueue>().Status.Queued);
    }

    [Fact]
    public async Task Look_DecidedAndKilledBeforeTheJob_GetsItsJob()
    {
        var context = await _engine.AddContextAsync();
        await _engine.Get<SleepQueue>().ConsiderAsync(context.Id, TestEngine.Owner, CancellationToken.None);
        await using (var database = _database.CreateDbContext())
            await database.SleepJobs.ExecuteDeleteAsync();

        await LookAsync();

        await using var after = _database.CreateDbContext();
        Assert.Equal(1, await after.SleepJobs.CountAsync());
    }

    [Fact]
    public async Task Look_AlwaysChosenAfterTheJobWasCancelled_SleepsOnIt()
    {
        var context = await _engine.AddContextAsync();
        await LookAsync();
        var job = (await _engine.Get<SleepQueue>().ListAsync(1, 1, null, context.Id, CancellationToken.None)).Items[0];
        await _engine.Get<SleepQueue>().CancelAsync(job.Id, CancellationToken.None);
        await _engine.Get<SleepQueue>().EnqueueAsync(context.Id, null, false, TestEngine.Owner, CancellationToken.None);
        var asked = (await _engine.Get<SleepQueue>().ListAsync(1, 1, SleepJobState.Queued, context.Id, CancellationToken.None)).Items[0];
        await _engine.Get<SleepQueue>().CancelAsync(asked.Id, CancellationToken.None);
        await LookAsync();
        Assert.Equal(0, _engine.Get<SleepQueue>().Status.Queued);

        await _engine.Get<SleepSettingsService>().SaveAsync(new ContextSleepSettings { ContextId = context.Id, Choice = SleepChoice.Always }, CancellationToken.None);
        await LookAsync();

        Assert.Equal(1, _engine.Get<SleepQueue>().Status.Queued);
    }

    [Fact]
    public async Task Look_AlwaysChosenWhileAModelLoads_SleepsOnItOnceThatIsReady()
    {
        var context = await _engine.AddContextAsync();
        await _engine.Get<SleepQueue>().EnqueueAsync(context.Id, null, false, TestEngine.Owner, CancellationToken.None);
        var asked = (await _engine.Get<SleepQueue>().ListAsync(1, 1, null, context.Id, CancellationToken.None)).Items[0];
        await _engine.Get<SleepQueue>().CancelAsync(asked.Id, CancellationToken.None);
        await LookAsync();
        var host = _engine.Get<ModelHost>();
        var model = host.Require();

        host.SetLoading("tiny");
        await _engine.Get<SleepSettingsService>().SaveAsync(new ContextSleepSettings { ContextId = context.Id, Choice = SleepChoice.Always }, CancellationToken.None);
        await LookAsync();
        var whileLoading = _engine.Get<SleepQueue>().Status.Queued;
        host.SetReady(model);
        await LookAsync();

        Assert.Equal(0, whileLoading);
        Assert.Equal(1, _engine.Get<SleepQueue>().Status.Queued);
    }

    [Fact]
    public async Task Look_APersonChoseNever_StaysSkippedWhateverIsAsked()
    {
        var context = await SkippedAsync();
        await _engine.Get<SleepSettingsService>().SaveAsync(new ContextSleepSettings { ContextId = context.Id, Choice = SleepChoice.Never }, CancellationToken.None);
        await LookAsync();
        for (var question = 0; question < 3; question++)
            await AskAsync(context);

        await LookAsync();

        var decision = await DecisionAsync(context);
        Assert.Equal((false, true), (decision!.Sleeps, decision.ByPerson));
    }

    [Fact]
    public async Task Look_ThePolicyExpectsMore_SleepsOnAllThatWereSkipped()
    {
        await SkippedAsync();
        await SkippedAsync();
        await _engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { ExpectedQuestions = 10, MinNewNotes = 0 }, CancellationToken.None);

        await LookAsync();

        Assert.Equal(2, _engine.Get<SleepQueue>().Status.Queued);
    }

    [Fact]
    public async Task Deleted_Young_IsCountedAsNotKept()
    {
        var context = await _engine.AddContextAsync();
        await _engine.DeleteAsync(context);
        var old = await _engine.AddContextAsync();
        _engine.Time.Advance(TimeSpan.FromDays(2));
        await _engine.DeleteAsync(old);

        await using var database = _database.CreateDbContext();
        Assert.Equal(new Retention(1, 1), await RetentionFollower.ReadAsync(database, _engine.Time.GetUtcNow(), CancellationToken.None));
    }

    private async Task<Context> SkippedAsync()
    {
        await _engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { ExpectedQuestions = 0.2, MinNewNotes = 0 }, CancellationToken.None);
        await LookAsync();
        var context = await _engine.AddContextAsync();
        Assert.Null(await _engine.Get<SleepQueue>().ConsiderAsync(context.Id, TestEngine.Owner, CancellationToken.None));
        _engine.Time.Advance(TimeSpan.FromSeconds(1));
        return context;
    }

    private async Task AskAsync(Context context) => await _engine.EndOfAsync((await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0]);

    private Task LookAsync() => _look.LookAsync(CancellationToken.None);

    private Task<SleepDecision?> DecisionAsync(Context context) => _engine.Get<SleepSettingsService>().FindDecisionAsync(context.Id, CancellationToken.None);

    private async Task<int> DecisionsAsync(Context context)
    {
        await using var database = _database.CreateDbContext();
        return await database.SleepDecisions.CountAsync(decision => decision.ContextId == context.Id);
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
