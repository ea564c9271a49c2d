using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Contexts;

public sealed class TokenRecountTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public TokenRecountTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Count_TextsCountedByAnother_HaveItsNumberOnceAndAreTold()
    {
        var context = await _engine.AddContextAsync("Maya has 3 marbles.");
        await SetTokensAsync(9_999);
        List<Guid> told = [];
        using var watching = _engine.Get<ActivityFeed>().Subscribe(activity => { if (activity is ContextChanged changed) told.Add(changed.ContextId); });
        using var recount = new TokenRecount(_database, _engine.Get<ModelHost>(), _engine.Get<ActivityFeed>(), NullLogger<TokenRecount>.Instance);
        var model = _engine.Get<ModelHost>().Require();

        await recount.CountAsync(model, TestContext.Current.CancellationToken);
        var counted = await TokensAsync();
        await SetTokensAsync(5);
        await recount.CountAsync(model, TestContext.Current.CancellationToken);

        Assert.Equal(TextIntake.Measure("Maya has 3 marbles.", model), counted);
        Assert.Equal([context.Id], told);
        Assert.Equal(5, await TokensAsync()); // by the same model nothing is counted twice
    }

    [Fact]
    public async Task Count_AnotherCameAndWentHalfWay_CountsAnewWithTheFirst()
    {
        await _engine.AddContextAsync("Maya has 3 marbles.");
        using var recount = new TokenRecount(_database, _engine.Get<ModelHost>(), _engine.Get<ActivityFeed>(), NullLogger<TokenRecount>.Instance);
        var model = _engine.Get<ModelHost>().Require();
        await recount.CountAsync(model, TestContext.Current.CancellationToken);

        // One that is loaded no longer, so that it ends before it has counted them all.
        await recount.CountAsync(model with { Id = "another@1" }, TestContext.Current.CancellationToken);
        await SetTokensAsync(5);
        await recount.CountAsync(model, TestContext.Current.CancellationToken);

        Assert.Equal(TextIntake.Measure("Maya has 3 marbles.", model), await TokensAsync());
    }

    private async Task SetTokensAsync(int tokens)
    {
        await using var database = _database.CreateDbContext();
        await database.ContextVersions.ExecuteUpdateAsync(set => set.SetProperty(version => version.Tokens, tokens), TestContext.Current.CancellationToken);
    }

    private async Task<int> TokensAsync()
    {
        await using var database = _database.CreateDbContext();
        return await database.ContextVersions.Select(version => version.Tokens).SingleAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
