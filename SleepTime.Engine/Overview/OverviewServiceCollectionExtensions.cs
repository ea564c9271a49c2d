using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Overview;

public static class OverviewServiceCollectionExtensions
{
    /// <summary>Adds what the team sees first: what runs, what is wrong, what was learned and what paid off.</summary>
    public static IServiceCollection AddOverview(this IServiceCollection services)
    {
        services.AddSingleton<WorkStatusReader>();
        services.AddSingleton<AlertFactsReader>();
        services.AddSingleton(provider => new OverviewReader(
            provider.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>(), provider.GetRequiredService<SleepQueue>(), provider.GetRequiredService<InsightsReader>(),
            provider.GetRequiredService<BreakEvenService>(), provider.GetRequiredService<AlertFactsReader>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
