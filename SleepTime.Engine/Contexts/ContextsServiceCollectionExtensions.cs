using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts;

public static class ContextsServiceCollectionExtensions
{
    /// <summary>Adds the team's contexts, their uploads and the samples of the first start. Needs storage and model hosting.</summary>
    /// <param name="worker">How to start the program that reads files.</param>
    public static IServiceCollection AddContexts(this IServiceCollection services, IConfiguration configuration, WorkerCommand worker)
    {
        services.AddOptions<UploadOptions>().Bind(configuration.GetSection(UploadOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UploadOptions>, UploadOptionsValidator>();
        services.AddSingleton<ContextService>();
        services.TryAddSingleton<SectionStore>();
        services.AddSingleton<IContextFollower, SectionFollower>();
        services.AddHostedService<SampleSeeder>();
        services.AddHostedService<TokenRecount>();
        services.AddSingleton(worker);
        services.AddSingleton<DocumentSourceReader>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton(provider => new UploadService(
            provider.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>(), provider.GetRequiredService<UploadFolder>(),
            provider.GetRequiredService<IOptions<UploadOptions>>(), provider.GetRequiredService<ActivityFeed>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<UploadProcessor>();
        return services;
    }
}
