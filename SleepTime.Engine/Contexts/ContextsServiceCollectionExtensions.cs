using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Contexts;

public static class ContextsServiceCollectionExtensions
{
    /// <summary>Adds the team's contexts and the samples of the first start. Needs storage and model hosting.</summary>
    public static IServiceCollection AddContexts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UploadOptions>().Bind(configuration.GetSection(UploadOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UploadOptions>, UploadOptionsValidator>();
        services.AddSingleton<ContextService>();
        services.AddHostedService<SampleSeeder>();
        return services;
    }
}
