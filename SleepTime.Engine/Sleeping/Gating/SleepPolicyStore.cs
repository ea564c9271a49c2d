using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>A policy that cannot be taken; the message has a sentence for each fault.</summary>
public sealed class InvalidSleepPolicyException(IReadOnlyList<SleepPolicyFault> faults) : Exception(string.Join(' ', faults.Select(fault => fault.Message)))
{
    public IReadOnlyList<SleepPolicyFault> Faults { get; } = faults;
}

/// <summary>The policy was changed by somebody else since it was read; it was not saved.</summary>
public sealed class SleepPolicyChangedException()
    : Exception("Somebody changed the settings for sleep meanwhile, and yours were not saved. Look at theirs, and save again if yours are the right ones.");

/// <summary>The team's policy: a copy in memory, the truth in the database. Thread-safe.</summary>
public sealed partial class SleepPolicyStore(
    IDbContextFactory<SleepTimeDbContext> databases, ActivityFeed feed, IOptions<SleepOptions> options, ILogger<SleepPolicyStore> logger) : IDisposable
{
    private const string PolicyFact = "sleeping.policy";

    private readonly SemaphoreSlim _saving = new(1);
    private volatile SleepPolicy _current = FromSettings(options.Value);

    public SleepPolicy Current => _current;

    public void Dispose() => _saving.Dispose();

    /// <summary>Keeps it from now on, over restarts too, whatever there is.</summary>
    /// <exception cref="InvalidSleepPolicyException">Something in it is out of range; nothing was changed.</exception>
    public Task SaveAsync(SleepPolicy policy, CancellationToken cancellationToken) => SaveAsync(policy, changedFrom: null, cancellationToken);

    /// <summary>Keeps it from now on, over restarts too.</summary>
    /// <param name="changedFrom">What there has to be still; null to replace whatever there is.</param>
    /// <exception cref="InvalidSleepPolicyException">Something in it is out of range; nothing was changed.</exception>
    /// <exception cref="SleepPolicyChangedException">There is another one by now; nothing was changed.</exception>
    public async Task SaveAsync(SleepPolicy policy, SleepPolicy? changedFrom, CancellationToken cancellationToken)
    {
        if (policy.Faults() is { Count: > 0 } faults)
            throw new InvalidSleepPolicyException(faults);
        await _saving.WaitAsync(cancellationToken);
        try
        {
            if (changedFrom is not null && changedFrom != _current)
                throw new SleepPolicyChangedException();
            await StoreAsync(policy, cancellationToken);
        }
        finally
        {
            _saving.Release();
        }
    }

    private async Task StoreAsync(SleepPolicy policy, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Facts.SetAsync(PolicyFact, JsonSerializer.Serialize(policy, JsonSerializerOptions.Web), cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        _current = policy;
        feed.Publish(new SleepQueueChanged());
        feed.Publish(new SleepPolicyChanged());
    }

    /// <summary>At start: what people chose before, if they did.</summary>
    internal async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database.Facts.Where(fact => fact.Key == PolicyFact).Select(fact => fact.Value).SingleOrDefaultAsync(cancellationToken);
        if (stored is null)
            return;
        var (policy, faults) = Read(stored);
        if (policy is not null && faults.Count == 0)
            _current = policy;
        else
            LogRefused(string.Join(' ', faults));
    }

    private static (SleepPolicy? Policy, IReadOnlyList<string> Faults) Read(string stored)
    {
        try
        {
            return JsonSerializer.Deserialize<SleepPolicy>(stored, JsonSerializerOptions.Web) is { } policy
                ? (policy, [.. policy.Faults().Select(fault => fault.Message)])
                : (null, ["It is empty."]);
        }
        catch (JsonException failure)
        {
            return (null, [failure.Message]);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The stored settings for sleep cannot be used, those of the server count until somebody saves them anew on the Queue page. {Faults}")]
    private partial void LogRefused(string faults);

    private static SleepPolicy FromSettings(SleepOptions settings) => new()
    {
        Samples = settings.Samples,
        MinNewNotes = settings.MinNewNotes,
        TokensPerContext = settings.TokensPerContext,
    };
}
