using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.ModelHosting.Downloads;

public static class DownloadsServiceCollectionExtensions
{
    /// <summary>Adds downloads of models from a hub. Needs activities and storage.</summary>
    public static IServiceCollection AddModelDownloads(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHubCache(configuration);
        services.AddSingleton(provider => new HubConnection(provider.GetRequiredService<IOptions<HubOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<HubClient>();
        services.AddSingleton(provider => new ModelDownload(
            provider.GetRequiredService<IOptions<HubOptions>>().Value, provider.GetRequiredService<HubCache>(), provider.GetRequiredService<HubClient>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DownloadListFile(provider.GetRequiredService<DataDirectory>().DownloadsPath, provider.GetRequiredService<ILogger<DownloadListFile>>()));
        services.AddSingleton(provider => new DownloadQueue(
            provider.GetRequiredService<ModelDownload>(), provider.GetRequiredService<DownloadListFile>(), provider.GetRequiredService<IOptions<HubOptions>>(),
            provider.GetRequiredService<ActivityFeed>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<DownloadQueue>>()));
        services.AddHostedService(provider => provider.GetRequiredService<DownloadQueue>());
        return services;
    }

    /// <summary>Adds the hub's cache alone: what is in it can be loaded without anything being fetched. A second time it does nothing.</summary>
    internal static void AddHubCache(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(HubCache)))
            return;
        services.AddOptions<HubOptions>().Bind(configuration.GetSection(HubOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HubOptions>, HubOptionsValidator>();
        services.AddSingleton<IValidateOptions<HubOptions>, HubAddressValidator>();
        services.AddSingleton(provider => new HubCache(HubCacheFolder.Of(provider.GetRequiredService<IOptions<HubOptions>>().Value.CacheDirectory, Environment.GetEnvironmentVariable, HomeOf(provider))));
    }

    // A service may run as a user without one.
    private static string HomeOf(IServiceProvider provider) =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : provider.GetRequiredService<DataDirectory>().Path;
}
