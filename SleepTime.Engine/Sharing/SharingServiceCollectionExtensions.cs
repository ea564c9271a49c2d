using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Sharing;

public static class SharingServiceCollectionExtensions
{
    /// <summary>Adds read-only links. Needs storage, sleeping, answering, insights and the Overview, which it freezes.</summary>
    public static IServiceCollection AddSharing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SharingOptions>().Bind(configuration.GetSection(SharingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SharingOptions>, SharingOptionsValidator>();
        services.AddSingleton<SnapshotTaker>();
        services.AddSingleton<ShareService>();
        return services;
    }
}
