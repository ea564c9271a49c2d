using Microsoft.EntityFrameworkCore;

namespace SleepTime.Engine.Storage;

internal static class FactWriting
{
    /// <summary>Sets a fact, whether it is there or not; saving is the caller's.</summary>
    public static async Task SetAsync(this DbSet<Fact> facts, string key, string value, CancellationToken cancellationToken)
    {
        var fact = await facts.SingleOrDefaultAsync(fact => fact.Key == key, cancellationToken);
        if (fact is null)
            facts.Add(fact = new Fact { Key = key, Value = value });
        fact.Value = value;
    }
}
