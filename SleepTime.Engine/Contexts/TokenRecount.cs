using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts;

/// <summary>
/// Counts the tokens of all texts again when another model is loaded than the one they were counted with: whether a text
/// fits is told by its own tokenizer. Cut off by a stop, it begins again at the next start.
/// </summary>
internal sealed partial class TokenRecount(
    IDbContextFactory<SleepTimeDbContext> databases, ModelHost host, ActivityFeed feed, ILogger<TokenRecount> logger) : BackgroundService
{
    private const string CountedByFact = "contexts.counted-by";

    private readonly SemaphoreSlim _changed = new(0);

    public override void Dispose()
    {
        base.Dispose();
        _changed.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(activity =>
        {
            if (activity is ModelChanged)
                _changed.Release();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(stoppingToken);
            await _changed.WaitAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (host.Status.Hosted is { } model)
                await CountAsync(model, stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, failure);
        }
    }

    /// <summary>Does nothing where this model counted last. Ends early when the model goes.</summary>
    internal async Task CountAsync(HostedModel model, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var fact = await database.Facts.SingleOrDefaultAsync(fact => fact.Key == CountedByFact, cancellationToken);
        if (fact?.Value == model.Id)
            return;
        // Ended half way, nobody counted them: neither this model nor the one before.
        if (fact is null)
            database.Facts.Add(fact = new Fact { Key = CountedByFact, Value = "" });
        fact.Value = "";
        await database.SaveChangesAsync(cancellationToken);
        var counted = 0;
        foreach (var id in await database.ContextVersions.OrderByDescending(version => version.CreatedAt).Select(version => version.Id).ToListAsync(cancellationToken))
        {
            if (!ReferenceEquals(host.Status.Hosted, model))
                return; // the next one counts anew
            counted += await CountAsync(database, id, model, cancellationToken) ? 1 : 0;
        }
        fact.Value = model.Id;
        await database.SaveChangesAsync(cancellationToken);
        if (counted > 0)
            LogCounted(logger, counted, model.Id);
    }

    /// <returns>Whether it has another number of tokens now.</returns>
    private async Task<bool> CountAsync(SleepTimeDbContext database, Guid id, HostedModel model, CancellationToken cancellationToken)
    {
        var version = await database.ContextVersions.Where(version => version.Id == id).Select(version => new { version.ContextId, version.Text, version.Tokens }).SingleOrDefaultAsync(cancellationToken);
        if (version is null)
            return false; // deleted meanwhile
        var tokens = await Task.Run(() => TextIntake.Measure(version.Text, model), cancellationToken);
        if (tokens == version.Tokens)
            return false;
        await database.ContextVersions.Where(stored => stored.Id == id).ExecuteUpdateAsync(set => set.SetProperty(stored => stored.Tokens, tokens), cancellationToken);
        feed.Publish(new ContextChanged(version.ContextId));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The tokens of {Count} texts were counted anew with {ModelId}")]
    private static partial void LogCounted(ILogger logger, int count, string modelId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Counting the tokens of all texts with another model failed; the next start, or the next change of the model, tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
