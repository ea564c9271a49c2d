using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Storage;

/// <summary>Runs of a database from before the history are in it once that is brought up to date.</summary>
public sealed class RunSearchUpgradeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Migrate_RunsAreThere_AreEnteredInOrderAndFound()
    {
        var (context, version, comparison) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var database = Open())
        {
            await database.GetService<IMigrator>().MigrateAsync("NotesByHand");
            await database.Database.ExecuteSqlAsync($"INSERT INTO Contexts (Id, Title, Owner, CreatedAt, IsSample, CurrentVersionNumber) VALUES ({context}, 'Marbles', 'local', 0, 0, 1)");
            await database.Database.ExecuteSqlAsync($"INSERT INTO ContextVersions (Id, ContextId, Number, Text, ContentHash, Tokens, CreatedAt) VALUES ({version}, {context}, 1, 'Maya has 3.', 'x', 4, 0)");
            await AddRunAsync(database, context, version, comparison, "Standard", "Completed", "Seven marbles.", 2000);
            await AddRunAsync(database, context, version, comparison, "SleepTime", "Failed", "", 2000);
            await AddRunAsync(database, context, version, null, "SleepTime", "Completed", "Eight.", 1000);
        }

        await using var upgraded = Open();
        await upgraded.Database.MigrateAsync();

        var entries = await upgraded.HistoryEntries.OrderBy(entry => entry.Number).ToListAsync();
        Assert.Equal([(null, RunState.Completed), (RunState.Completed, RunState.Failed)], entries.Select(entry => (entry.Standard, entry.SleepTime!.Value)));
        Assert.Equal((comparison, true), (entries[1].Id, entries[1].IsComparison));
        Assert.Equal([entries[1].Number], await upgraded.Database.SqlQuery<long>($"SELECT rowid AS Value FROM HistoryTexts WHERE HistoryTexts MATCH 'marb*'").ToListAsync());
    }

    private static Task<int> AddRunAsync(SleepTimeDbContext database, Guid context, Guid version, Guid? comparison, string mode, string state, string answer, long at) =>
        database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO Runs (Id, ComparisonId, ContextId, ContextVersionId, Mode, Question, Verbosity, Temperature, MaxTokens, Owner, ModelId, PromptVersion, State, Answer, CreatedAt)
            VALUES ({Guid.CreateVersion7()}, {comparison}, {context}, {version}, {mode}, 'How many?', 1, 0, 16, 'local', 'm', 'p', {state}, {answer}, {at})
            """);

    private SleepTimeDbContext Open() => new(
        new DbContextOptionsBuilder<SleepTimeDbContext>().UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.Path, "old.db"), Pooling = false }.ToString()).Options);

    public void Dispose() => _folder.Dispose();
}
