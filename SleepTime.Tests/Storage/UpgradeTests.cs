using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Storage;

/// <summary>A database of the first release, with what was in it, brought up to date.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Migrate_FromTheFirstRelease_KeepsJobsPassesAndNotes()
    {
        var (context, version, job, notesVersion, note) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var database = Open())
        {
            await database.GetService<IMigrator>().MigrateAsync("Initial");
            await ExecuteAsync(database, "INSERT INTO Contexts (Id, Title, Owner, CreatedAt, IsSample, CurrentVersionNumber) VALUES ($1, 'Marbles', 'local', 0, 0, 1)", context);
            await ExecuteAsync(database, "INSERT INTO ContextVersions (Id, ContextId, Number, Text, ContentHash, Tokens, CreatedAt) VALUES ($1, $2, 1, 'Maya has 3.', 'x', 4, 0)", version, context);
            await ExecuteAsync(
                database,
                "INSERT INTO SleepJobs (Id, ContextId, ContextVersionId, Owner, State, PassesWanted, PassesDone, StepAsideCount, CreatedAt) VALUES ($1, $2, $3, 'local', 'Completed', 1, 1, 0, 0)",
                job, context, version);
            await ExecuteAsync(
                database,
                "INSERT INTO SleepPasses (Id, JobId, Number, Text, FinishReason, FinishedAt, Usage_PromptTokens, Usage_CachedTokens, Usage_CompletionTokens, Timings_QueueMs, Timings_TotalMs) "
                + "VALUES ($1, $2, 1, 'Maya has 3.', 'EndOfText', 0, 5, 0, 4, 0, 1)",
                Guid.CreateVersion7(), job);
            await ExecuteAsync(
                database,
                "INSERT INTO NotesVersions (Id, ContextId, ContextVersionId, JobId, Passes, ModelId, PromptVersion, CreatedAt, Usage_PromptTokens, Usage_CachedTokens, Usage_CompletionTokens) "
                + "VALUES ($1, $2, $3, $4, 1, 'm', 'p', 0, 5, 0, 4)",
                notesVersion, context, version, job);
            await ExecuteAsync(
                database, "INSERT INTO Notes (Id, NotesVersionId, \"Order\", Pass, Text, Struck) VALUES ($1, $2, 0, 1, 'Maya has 3.', 0)", note, notesVersion);
        }

        await using var upgraded = Open();
        await upgraded.Database.MigrateAsync();

        var stored = await upgraded.SleepJobs.Include(found => found.Passes).Include(found => found.Checks).SingleAsync();
        Assert.Equal((1, 1, false), (stored.Samples, stored.MinNewNotes, stored.Paused));
        Assert.Equal(SleepPassKind.Notes, Assert.Single(stored.Passes).Kind);
        var notes = await upgraded.NotesVersions.Include(found => found.Lines).SingleAsync();
        Assert.Equal((NotesOrigin.Sleep, job), (notes.Origin, notes.JobId!.Value));
        var line = Assert.Single(notes.Lines);
        Assert.Equal((note, "Maya has 3.", 1, false, null), (line.Id, line.Text, line.Pass, line.Struck, line.Verified));
    }

    [Fact]
    public async Task Migrate_FromBeforeEffortAndTimeOfSections_TakesTheEffortOfTheJobAndKnowsNoTime()
    {
        var (context, version, job) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (var database = Open())
        {
            await database.GetService<IMigrator>().MigrateAsync("BlindRunsIndex");
            await ExecuteAsync(database, "INSERT INTO Contexts (Id, Title, Owner, CreatedAt, IsSample, CurrentVersionNumber) VALUES ($1, 'Marbles', 'local', 0, 0, 1)", context);
            await ExecuteAsync(database, "INSERT INTO ContextVersions (Id, ContextId, Number, Text, ContentHash, Tokens, CreatedAt) VALUES ($1, $2, 1, 'Maya has 3.', 'x', 4, 0)", version, context);
            await ExecuteAsync(
                database,
                "INSERT INTO SleepJobs (Id, ContextId, ContextVersionId, Owner, State, PassesWanted, PassesDone, StepAsideCount, CreatedAt, Samples, MinNewNotes, Paused, Priority, SectionsDone, "
                + "SectionUsage_PromptTokens, SectionUsage_CachedTokens, SectionUsage_CompletionTokens) VALUES ($1, $2, $3, 'local', 'Completed', 2, 0, 0, 0, 5, 1, 0, 0, 1, 0, 0, 0)",
                job, context, version);
            await ExecuteAsync(
                database,
                "INSERT INTO SectionNotes (Id, ContextId, ContentHash, ModelId, PromptVersion, JobId, Lines, Usable, CreatedAt, Usage_PromptTokens, Usage_CachedTokens, Usage_CompletionTokens) "
                + "VALUES ($1, $2, 'x', 'm', 'p', $3, '[]', 0, 0, 5, 0, 4)",
                Guid.CreateVersion7(), context, job);
            foreach (var (text, tokens) in new[] { ("by code", 0), ("by the model", 2) })
            {
                await ExecuteAsync(
                    database, $"INSERT INTO NoteChecks (Id, JobId, Section, Text, CheckedAt, Usage_PromptTokens, Usage_CachedTokens, Usage_CompletionTokens) VALUES ($1, $2, 0, '{text}', 0, {tokens}, 0, {tokens})",
                    Guid.CreateVersion7(), job);
            }
        }

        await using var upgraded = Open();
        await upgraded.Database.MigrateAsync();

        var notes = await upgraded.SectionNotes.SingleAsync();
        Assert.Equal((2, 5, null), (notes.PassesWanted, notes.Samples, notes.TookMs));
        Assert.Equal([0, null], await upgraded.NoteChecks.OrderBy(check => check.Usage.PromptTokens).Select(check => check.TookMs).ToListAsync());
    }

    private SleepTimeDbContext Open() => new(
        new DbContextOptionsBuilder<SleepTimeDbContext>().UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.Path, "old.db"), Pooling = false }.ToString()).Options);

    private static Task<int> ExecuteAsync(SleepTimeDbContext database, string sql, params Guid[] values) =>
        database.Database.ExecuteSqlRawAsync(sql, values.Select((value, index) => new SqliteParameter($"${index + 1}", value.ToString().ToUpperInvariant())));

    public void Dispose() => _folder.Dispose();
}
