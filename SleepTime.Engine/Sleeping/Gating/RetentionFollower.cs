using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>Counts texts as they are deleted, since nothing else is left of them that the gate could learn from. Thread-safe.</summary>
internal sealed class RetentionFollower(IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time) : IContextFollower
{
    private const string KeptFact = "gating.deleted-old";
    private const string GoneFact = "gating.deleted-young";

    public Task OnVersionStoredAsync(Guid contextId, Guid versionId, string owner, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task OnDeletingAsync(Guid contextId, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task OnDeletedAsync(Guid contextId, DateTimeOffset givenAt, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // Two texts deleted at once are two.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var key = time.GetUtcNow() - givenAt < ExperienceReader.Old ? GoneFact : KeptFact;
        var fact = await database.Facts.SingleOrDefaultAsync(fact => fact.Key == key, cancellationToken);
        if (fact is null)
            database.Facts.Add(fact = new Fact { Key = key, Value = "0" });
        fact.Value = (Parse(fact.Value) + 1).ToString(CultureInfo.InvariantCulture);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <param name="since">Texts given after it do not count yet.</param>
    public static async Task<Retention> ReadAsync(SleepTimeDbContext database, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var deleted = await database.Facts.Where(fact => fact.Key == KeptFact || fact.Key == GoneFact).ToDictionaryAsync(fact => fact.Key, fact => Parse(fact.Value), cancellationToken);
        var kept = await database.Contexts.CountAsync(context => context.CreatedAt <= since, cancellationToken);
        return new Retention(kept + deleted.GetValueOrDefault(KeptFact), deleted.GetValueOrDefault(GoneFact));
    }

    private static int Parse(string count) => int.TryParse(count, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
