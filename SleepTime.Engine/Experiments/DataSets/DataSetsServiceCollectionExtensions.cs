using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments.DataSets;

internal static class DataSetsServiceCollectionExtensions
{
    // Its parts are internal, which a public constructor cannot be about.
    public static void AddDataSets(this IServiceCollection services)
    {
        services.AddSingleton(provider => new DataSetLibrary(
            provider.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>(), provider.GetRequiredService<DataSetFolder>(), provider.GetRequiredService<ActivityFeed>()));
        services.AddSingleton(provider => new DataSetImporter(
            provider.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>(), provider.GetRequiredService<DataSetFolder>(),
            provider.GetRequiredService<ActivityFeed>(), provider.GetRequiredService<TimeProvider>()));
    }
}
