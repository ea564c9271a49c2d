using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Storage;

public static class StorageServiceCollectionExtensions
{
    // How long a write waits for another one before it fails.
    private const int BusyTimeoutSeconds = 30;

    /// <summary>
    /// Adds the database. Call it before every other feature: its hosted service has to start first. A start that
    /// fails throws <see cref="StorageUnavailableException"/>, whose message is meant for people.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<DataDirectory>();
        services.AddSingleton(provider => new StateFolder(provider.GetRequiredService<DataDirectory>().StatesPath));
        services.AddSingleton(provider => new UploadFolder(provider.GetRequiredService<DataDirectory>().UploadsPath));
        services.AddSingleton(provider => new DataSetFolder(provider.GetRequiredService<DataDirectory>().DataSetsPath));
        services.AddDbContextFactory<SleepTimeDbContext>((provider, options) =>
            options.UseSqlite(ConnectionString(provider.GetRequiredService<DataDirectory>().DatabasePath)));
        services.AddHostedService<StorageInitializer>();
        return services;
    }

    internal static string ConnectionString(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = BusyTimeoutSeconds,
    }.ToString();
}
