using Microsoft.EntityFrameworkCore;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Storage;

public sealed class MigrationTests : IDisposable
{
    private readonly TestDatabase _database = new();

    [Fact]
    public void Model_ComparedWithTheMigrations_HasNoPendingChanges()
    {
        using var database = _database.CreateDbContext();

        Assert.False(
            database.Database.HasPendingModelChanges(),
            "Entities or configurations changed: run \"dotnet tool restore\", then \"dotnet ef migrations add <Name> --project SleepTime.Engine --output-dir Storage/Migrations\".");
    }

    public void Dispose() => _database.Dispose();
}
