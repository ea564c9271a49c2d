using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Storage;

/// <summary>What is asked for every new text must not read all stored ones: SQLite reads the whole of a text to reach the columns behind it.</summary>
public sealed class TextsUnreadTests : IDisposable
{
    private readonly TestDatabase _database = new();

    [Fact]
    public async Task OfSameText_Asked_LooksTheHashUp()
    {
        await using var database = _database.CreateDbContext();

        var plan = await PlanAsync(database.OfSameText("abc"));

        Assert.Contains("IX_ContextVersions_ContentHash", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextsOfSomeAge_Counted_AreCountedInTheIndex()
    {
        await using var database = _database.CreateDbContext();

        var texts = await PlanAsync(ExperienceReader.TextsUntil(database, DateTimeOffset.UnixEpoch));
        var runs = await PlanAsync(ExperienceReader.OnTextsUntil(database, DateTimeOffset.UnixEpoch));

        Assert.All([texts, runs], plan => Assert.Contains("COVERING INDEX IX_ContextVersions_CreatedAt_Id", plan, StringComparison.Ordinal));
    }

    public void Dispose() => _database.Dispose();

    private static async Task<string> PlanAsync<T>(IQueryable<T> query)
    {
        await using var command = query.CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        await command.Connection!.OpenAsync();
        List<string> steps = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            steps.Add(reader.GetString(3));
        return string.Join('\n', steps);
    }
}
