using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Tests.Insights;

/// <summary>Costs at a team's own prices.</summary>
public sealed class InsightsPricesTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly InsightsHistory _history;

    public InsightsPricesTests() => (_engine, _history) = (new TestEngine(_database), new InsightsHistory(_database));

    private InsightsReader Reader => _engine.Get<InsightsReader>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prices_OfTheTeam_CountWithoutTAndW()
    {
        var context = await _engine.AddContextAsync();
        await _history.CompareAsync(context, 30, 10);
        await _engine.Get<PriceStore>().SaveAsync(new InsightsPrices { Kind = PriceKind.Tokens, Input = 1e6, Output = 0 }, 0, Token);

        var figure = await Reader.AmortizationAsync(InsightsFilter.All, Token);

        Assert.Equal([new(0, 0, 0), new(1, 20, 20)], figure.Points);
        Assert.Equal("€", figure.Unit);
    }

    [Fact]
    public async Task Prices_OfTokens_CountWhatSleepReadsToo()
    {
        var context = await _engine.AddContextAsync();
        await _history.SleepAsync(context, 50);
        var prices = new InsightsPrices { Kind = PriceKind.Tokens, Asleep = 1e6 };
        await _engine.Get<PriceStore>().SaveAsync(prices, 0, Token);
        var written = (await Reader.AmortizationAsync(InsightsFilter.All, Token)).SleepCost;
        await _engine.Get<PriceStore>().SaveAsync(prices with { Input = 1e6, Cached = 1e6 }, 1, Token);

        var all = (await Reader.AmortizationAsync(InsightsFilter.All, Token)).SleepCost;

        await using var database = _database.CreateDbContext();
        var read = (await database.SleepPasses.ToListAsync(Token)).Sum(pass => pass.Usage.PromptTokens) + (await database.NoteChecks.ToListAsync(Token)).Sum(check => check.Usage.PromptTokens);
        Assert.True(read > 0);
        Assert.Equal(read, all - written, 1e-9);
    }

    [Fact]
    public async Task Prices_ByTime_CountPassesVerdictsAndSectionsAndSayWhatIsUnknown()
    {
        var context = await _engine.AddContextAsync();
        await _history.SleepAsync(context, 50); // 19 ms
        await _history.StoreSectionAsync(context, "a", 31);
        await _history.CompareAsync(context, 30, 10); // 19 ms each
        await _engine.Get<PriceStore>().SaveAsync(new InsightsPrices { Kind = PriceKind.GpuHour, GpuHour = 3.6e6 / 10, Currency = "$" }, 0, Token); // 0.1 a millisecond

        var figure = await Reader.AmortizationAsync(InsightsFilter.All, Token);
        Assert.Equal(5.9, figure.SleepCost, 1e-9); // 19, 31 and 9 of a verdict
        Assert.Equal(0, figure.SleepUnknown);

        await _history.StoreSectionAsync(context, "b", null);
        figure = await Reader.AmortizationAsync(InsightsFilter.All, Token);
        Assert.Equal(1, figure.SleepUnknown);
        Assert.Equal(1, (await Reader.CostByQuestionsAsync(InsightsFilter.All, Token)).SleepUnknown);
        Assert.Contains("the time of 1 piece of it is unknown", InsightsWords.Of(figure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prices_ChangedMeanwhileOrNegative_AreRefusedAndKept()
    {
        var prices = _engine.Get<PriceStore>();
        await prices.SaveAsync(new InsightsPrices { GpuHour = 2 }, 0, Token);

        await Assert.ThrowsAsync<PricesChangedException>(() => prices.SaveAsync(new InsightsPrices { GpuHour = 3 }, 0, Token));
        await Assert.ThrowsAsync<InvalidSleepPolicyException>(() => prices.SaveAsync(new InsightsPrices { GpuHour = -1 }, 1, Token));

        Assert.Equal((2d, 1), ((await prices.ReadAsync(Token)).Prices.GpuHour, (await prices.ReadAsync(Token)).Version));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}
