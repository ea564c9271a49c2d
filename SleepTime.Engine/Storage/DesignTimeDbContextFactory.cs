using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SleepTime.Engine.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> work without starting the site. No database is opened.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<SleepTimeDbContext>
{
    public SleepTimeDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SleepTimeDbContext>().UseSqlite().Options);
}
