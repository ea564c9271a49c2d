using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Storage;

public sealed class StorageInitializerTests : IDisposable
{
    private readonly TemporaryFolder _contentRoot = new();

    [Fact]
    public async Task StartAsync_EmptyFolder_MakesTheDatabaseThere()
    {
        await using var services = Services();

        await StartAsync(services);

        await using var database = await services.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        Assert.Equal(0, await database.Contexts.CountAsync());
        Assert.True(File.Exists(Path.Combine(_contentRoot.Path, "data", "sleeptime.db")));
    }

    [Fact]
    public async Task StartAsync_DatabaseIsThere_KeepsWhatItHolds()
    {
        await using (var first = Services())
        {
            await StartAsync(first);
            await using var database = await first.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
            database.Facts.Add(new Fact { Key = "test", Value = "kept" });
            await database.SaveChangesAsync();
        }

        await using var second = Services();
        await StartAsync(second);

        await using var reopened = await second.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        Assert.Equal("kept", (await reopened.Facts.SingleAsync()).Value);
    }

    [Fact]
    public async Task StartAsync_FolderIsTaken_RefusesWithTheSettingToChange()
    {
        await using var first = Services();
        await StartAsync(first);
        await using var second = Services();

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => StartAsync(second));

        Assert.Contains("in use by another SleepTime process", refusal.Message);
        Assert.Contains("SleepTime:DataDirectory", refusal.Message);
    }

    [Fact]
    public async Task StartAsync_FolderIsAFile_RefusesWithItsPath()
    {
        await File.WriteAllTextAsync(_contentRoot.File("data"), "not a folder");
        await using var services = Services();

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => StartAsync(services));

        Assert.Contains($"{_contentRoot.File("data")} cannot be written to", refusal.Message);
    }

    [Fact]
    public async Task StartAsync_DatabaseIsDamaged_RefusesAndLeavesTheFileAlone()
    {
        var path = Path.Combine(Directory.CreateDirectory(_contentRoot.File("data")).FullName, "sleeptime.db");
        await File.WriteAllTextAsync(path, new string('x', 4096));
        await using var services = Services();

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => StartAsync(services));

        Assert.Contains($"{path} cannot be used", refusal.Message);
        Assert.Equal(new string('x', 4096), await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task StartAsync_DatabaseOfALaterRelease_Refuses()
    {
        await using (var first = Services())
        {
            await StartAsync(first);
            await using var database = await first.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
            await database.Database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Later', '99.0.0')");
        }
        await using var second = Services();

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => StartAsync(second));

        Assert.Contains("99990101000000_Later", refusal.Message);
    }

    [Fact]
    public async Task StartAsync_EarlierOneWasKilledWhileMigrating_DoesNotWaitForIt()
    {
        await using (var first = Services())
        {
            await StartAsync(first);
            await using var database = await first.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
            await database.Database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsLock VALUES (1, '2026-03-01 12:00:00')");
        }
        await using var second = Services();

        await StartAsync(second);

        await using var reopened = await second.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        Assert.Empty(await reopened.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public void Options_DirectoryIsEmpty_NamesTheKey()
    {
        using var services = Services("");

        var invalid = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<StorageOptions>>().Value);

        Assert.Contains("SleepTime:DataDirectory", invalid.Message);
    }

    public void Dispose() => _contentRoot.Dispose();

    private static Task StartAsync(IServiceProvider services) =>
        services.GetServices<IHostedService>().Single().StartAsync(CancellationToken.None);

    private ServiceProvider Services(string directory = "data")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("SleepTime:DataDirectory", directory)]).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = _contentRoot.Path })
            .AddStorage(configuration)
            .BuildServiceProvider();
    }
}
