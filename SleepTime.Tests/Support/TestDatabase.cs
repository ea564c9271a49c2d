using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SleepTime.Engine.Storage;

namespace SleepTime.Tests.Support;

/// <summary>A migrated database of its own for one test class instance, in a folder that goes with it.</summary>
internal sealed class TestDatabase : IDbContextFactory<SleepTimeDbContext>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DbContextOptions<SleepTimeDbContext> _options;

    public TestDatabase(params IInterceptor[] interceptors)
    {
        ConnectionString = StorageServiceCollectionExtensions.ConnectionString(_folder.File("test.db"));
        _options = new DbContextOptionsBuilder<SleepTimeDbContext>().UseSqlite(ConnectionString).AddInterceptors(interceptors).Options;
        using var database = CreateDbContext();
        database.Database.Migrate();
    }

    public string ConnectionString { get; }

    /// <summary>Beside the database, where saved states would be; not made here.</summary>
    public string StatesPath => _folder.File("states");

    /// <summary>Beside the database, where uploaded files would be; not made here.</summary>
    public string UploadsPath => _folder.File("uploads");

    /// <summary>Beside the database, where the files of data sets would be; not made here.</summary>
    public string DataSetsPath => _folder.File("datasets");

    /// <summary>Beside the database, where the list of downloads would be; not made here.</summary>
    public string DownloadsPath => _folder.File("downloads.json");

    public SleepTimeDbContext CreateDbContext() => new(_options);

    public void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        _folder.Dispose();
    }
}
