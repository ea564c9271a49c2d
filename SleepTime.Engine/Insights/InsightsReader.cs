using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights;

/// <summary>The figures of the Insights page, each added up by the database from stored runs and passes at the present prices. Thread-safe.</summary>
public sealed class InsightsReader(IDbContextFactory<SleepTimeDbContext> databases, PriceStore prices, SleepPolicyStore policies)
{
    public Task<Amortization> AmortizationAsync(InsightsFilter filter, CancellationToken cancellationToken) =>
        PricedAsync((database, rates) => AmortizationQuery.ReadAsync(database, filter, rates, cancellationToken), cancellationToken);

    public Task<CostByQuestions> CostByQuestionsAsync(InsightsFilter filter, CancellationToken cancellationToken) =>
        PricedAsync((database, rates) => CostByQuestionsQuery.ReadAsync(database, filter, rates, cancellationToken), cancellationToken);

    public Task<Spread> SpreadAsync(InsightsFilter filter, Measure measure, CancellationToken cancellationToken) =>
        ReadAsync(database => SpreadQuery.ReadAsync(database, filter, measure, cancellationToken), cancellationToken);

    public Task<FirstTokens> FirstTokensAsync(InsightsFilter filter, CancellationToken cancellationToken) =>
        ReadAsync(database => FirstTokensQuery.ReadAsync(database, filter, cancellationToken), cancellationToken);

    public Task<DailyTokens> DailyTokensAsync(InsightsFilter filter, CancellationToken cancellationToken) =>
        ReadAsync(database => DailyTokensQuery.ReadAsync(database, filter, cancellationToken), cancellationToken);

    public Task<Predictability> PredictabilityAsync(InsightsFilter filter, CancellationToken cancellationToken) =>
        PricedAsync((database, rates) => PredictabilityQuery.ReadAsync(database, filter, rates, cancellationToken), cancellationToken);

    public Task<Accuracy> AccuracyAsync(InsightsFilter filter, CancellationToken cancellationToken) =>
        ReadAsync(database => AccuracyQuery.ReadAsync(database, filter, cancellationToken), cancellationToken);

    /// <summary>The models that answered, by name.</summary>
    public Task<List<string>> ModelsAsync(CancellationToken cancellationToken) =>
        ReadAsync(database => database.Runs.Select(run => run.ModelId).Distinct().OrderBy(id => id).ToListAsync(cancellationToken), cancellationToken);

    private async Task<T> PricedAsync<T>(Func<SleepTimeDbContext, CostRates, Task<T>> read, CancellationToken cancellationToken)
    {
        var rates = (await prices.ReadAsync(cancellationToken)).Prices.Rates(policies.Current);
        return await ReadAsync(database => read(database, rates), cancellationToken);
    }

    private async Task<T> ReadAsync<T>(Func<SleepTimeDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await read(database);
    }
}
