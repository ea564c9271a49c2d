using System.Text.Json;
using System.Text.Json.Serialization;

namespace SleepTime.Web.Live;

public static class LiveServiceCollectionExtensions
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions.Converters
            .Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
        services.AddSingleton<Audience>();
        services.AddSingleton<QueueReader>();
        services.AddHostedService<ActivityBroadcaster>();
        services.AddSingleton<OverviewBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<OverviewBoard>());
        services.AddSingleton<InsightsBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<InsightsBoard>());
        return services;
    }

    public static void MapLive(this IEndpointRouteBuilder routes) => routes.MapHub<DashboardHub>("/hubs/dashboard");
}
