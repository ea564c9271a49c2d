using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SleepTime.Engine.Activities;

public static class ActivitiesServiceCollectionExtensions
{
    public static IServiceCollection AddActivities(this IServiceCollection services)
    {
        services.TryAddSingleton<ActivityFeed>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
