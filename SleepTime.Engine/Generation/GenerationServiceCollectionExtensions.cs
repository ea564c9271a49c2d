using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Generation;

public static class GenerationServiceCollectionExtensions
{
    /// <summary>Adds the queued generation service. It takes requests once ModelHosting has started it with a model.</summary>
    public static IServiceCollection AddGeneration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<GenerationOptions>, GenerationOptionsValidator>();
        services.AddSingleton<IValidateOptions<GenerationOptions>, GenerationOptionsRules>();
        services.AddOptions<GenerationOptions>().Bind(configuration.GetSection(GenerationOptions.Section)).ValidateOnStart();
        services.AddSingleton<GenerationService>();
        return services;
    }
}
