using Microsoft.Extensions.DependencyInjection;
using SleepTime.Engine.Insights.Prices;

namespace SleepTime.Engine.Insights;

public static class InsightsServiceCollectionExtensions
{
    /// <summary>Adds the figures drawn from stored runs and passes.</summary>
    public static IServiceCollection AddInsights(this IServiceCollection services)
    {
        services.AddSingleton<BreakEvenService>();
        services.AddSingleton<PriceStore>();
        services.AddSingleton<InsightsReader>();
        return services;
    }
}
