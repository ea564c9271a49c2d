using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace SleepTime.Engine.Storage;

/// <summary>
/// Takes the data directory and brings its database up to date. Hosted services start one after the other in the order
/// of their registration, so <c>AddStorage</c> comes before every feature that reads or writes: none of them, and no
/// request, sees an old schema. A failure ends the start.
/// </summary>
internal sealed class StorageInitializer(DataDirectory directory, IDbContextFactory<SleepTimeDbContext> databases) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        directory.Open();
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var unknown = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(database.Database.GetMigrations()).LastOrDefault();
            if (unknown is not null)
            {
                throw new StorageUnavailableException(
                    $"The database {directory.DatabasePath} was made by a later release of SleepTime (it has the change {unknown}): run that release, or name another folder with SleepTime:DataDirectory.");
            }

            // A process that was killed while migrating leaves its mark behind, and the next one would wait for it for
            // ever. The data directory is ours alone by now, so nobody else can be migrating.
            await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
            await database.Database.MigrateAsync(cancellationToken);
            // Readers and the one writer do not wait for each other; the mode is kept in the file.
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        }
        catch (SqliteException e)
        {
            throw new StorageUnavailableException(
                $"The database {directory.DatabasePath} cannot be used ({e.Message.TrimEnd('.')}): put back a copy of it, or move it away to start with an empty one.", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
