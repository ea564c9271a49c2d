using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Prices;

/// <summary>The prices were changed by somebody else since they were read; nothing was saved.</summary>
public sealed class PricesChangedException()
    : Exception("Somebody changed the prices meanwhile, and nothing was saved. Look at their prices, and save again if yours are the right ones.");

/// <param name="Version">Counts the changes, from 0.</param>
public sealed record StoredPrices(InsightsPrices Prices, int Version);

/// <summary>The team's price table in the database. Thread-safe.</summary>
public sealed class PriceStore(IDbContextFactory<SleepTimeDbContext> databases, ActivityFeed feed) : IDisposable
{
    private const string PricesFact = "insights.prices";

    private readonly SemaphoreSlim _saving = new(1);

    public void Dispose() => _saving.Dispose();

    public async Task<StoredPrices> ReadAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database.Facts.Where(fact => fact.Key == PricesFact).Select(fact => fact.Value).SingleOrDefaultAsync(cancellationToken);
        return stored is not null && JsonSerializer.Deserialize<StoredPrices>(stored, JsonSerializerOptions.Web) is { } read && read.Prices.Faults().Count == 0
            ? read
            : new StoredPrices(new InsightsPrices(), 0);
    }

    /// <summary>Keeps them from now on, over restarts too.</summary>
    /// <param name="version">What they were changed from; null to replace whatever is there.</param>
    /// <exception cref="InvalidSleepPolicyException">A price is out of range; nothing was changed.</exception>
    /// <exception cref="PricesChangedException">They have another version by now; nothing was changed.</exception>
    public async Task<StoredPrices> SaveAsync(InsightsPrices prices, int? version, CancellationToken cancellationToken)
    {
        if (prices.Faults() is { Count: > 0 } faults)
            throw new InvalidSleepPolicyException(faults);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            var before = await ReadAsync(cancellationToken);
            if (version is { } known && known != before.Version)
                throw new PricesChangedException();
            var saved = new StoredPrices(prices, before.Version + 1);
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            await database.Facts.SetAsync(PricesFact, JsonSerializer.Serialize(saved, JsonSerializerOptions.Web), cancellationToken);
            await database.SaveChangesAsync(cancellationToken);
            feed.Publish(new PricesChanged());
            return saved;
        }
        finally
        {
            _saving.Release();
        }
    }
}
