using SleepTime.Engine.Contexts;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Contexts;

public sealed class SampleSeederTests : IDisposable
{
    private readonly ContextsFixture _contexts = new();

    [Fact]
    public async Task SeedAsync_EmptyDatabase_PutsSixSamplesInWithQuestions()
    {
        await SeedAsync();

        var list = await _contexts.Service.ListAsync(1, 10, null, CancellationToken.None);
        Assert.Equal(6, list.Total);
        Assert.All(list.Items, context => Assert.True(context.IsSample));
        Assert.Equal("Bugs of the White, Gold and Green teams", list.Items[^1].Title);
        var first = await _contexts.Service.FindAsync(list.Items[^1].Id, CancellationToken.None);
        Assert.Equal(["14", "2"], first!.SuggestedQuestions.Select(question => question.ExpectedAnswer));
        Assert.Equal(list.Items.Select(context => context.Id).Reverse(), _contexts.Follower.Stored.Select(stored => stored.ContextId));
    }

    [Fact]
    public async Task SeedAsync_SamplesWereDeleted_DoesNotBringThemBack()
    {
        await SeedAsync();
        foreach (var context in (await _contexts.Service.ListAsync(1, 10, null, CancellationToken.None)).Items)
            await _contexts.Service.DeleteAsync(context.Id, CancellationToken.None);

        await SeedAsync();

        Assert.Equal(0, (await _contexts.Service.ListAsync(1, 10, null, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task SeedAsync_ContextsAreThereAlready_AddsNone()
    {
        await _contexts.CreateAsync("Maya has 3.");

        await SeedAsync();

        Assert.Equal(1, (await _contexts.Service.ListAsync(1, 10, null, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Start_ModelIsLoading_WaitsForIt()
    {
        using var contexts = new ContextsFixture(TestModelHost.Loading());
        var seeded = new TaskCompletionSource();
        contexts.Follower.OnStored = () =>
        {
            if (contexts.Follower.Stored.Count == 6)
                seeded.SetResult();
            return Task.CompletedTask;
        };
        await contexts.Seeder.StartAsync(CancellationToken.None);
        Assert.Empty(contexts.Follower.Stored);

        contexts.Models.SetReady(TestModelHost.Describe(new FakeLoadedModel()));

        await seeded.Task.WaitAsync(TestContext.Current.CancellationToken);
        await contexts.Seeder.StopAsync(CancellationToken.None);
        Assert.Equal(6, (await contexts.Service.ListAsync(1, 10, null, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Start_ModelFails_LeavesItForTheNextStart()
    {
        using var contexts = new ContextsFixture(TestModelHost.Loading());
        contexts.Models.SetFailed("There is no model file.");

        await contexts.Seeder.StartAsync(CancellationToken.None);
        await contexts.Seeder.ExecuteTask!;

        await using var database = contexts.Database.CreateDbContext();
        Assert.Empty(database.Facts);
        await contexts.Seeder.SeedAsync(TestModelHost.Describe(new FakeLoadedModel()), CancellationToken.None);
        Assert.Equal(6, contexts.Follower.Stored.Count);
    }

    [Fact]
    public void Samples_Shipped_AreOfEveryKindThatTheModelKnows()
    {
        var samples = SampleTexts.Read();

        Assert.Equal(
            ["plain-people-003", "plain-stores-006", "plain-teams-001", "wide-000", "wide-005", "wide-010"],
            samples.Select(sample => sample.Id).Order(StringComparer.Ordinal));
        Assert.All(samples, sample => Assert.Equal(2, sample.Questions.Count));
    }

    public void Dispose() => _contexts.Dispose();

    private Task SeedAsync() => _contexts.Seeder.SeedAsync(_contexts.Models.Require(), CancellationToken.None);
}
