using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting.Switching;

namespace SleepTime.Engine.RemoteEngines;

internal static class RemoteEnginesServiceCollectionExtensions
{
    /// <summary>Whether the settings name remote engines, so that no model is loaded here.</summary>
    public static bool NamesRemoteEngines(this IConfiguration configuration) =>
        configuration.GetSection($"{RemoteOptions.Section}:{nameof(RemoteOptions.Endpoints)}").GetChildren().Any();

    /// <summary>Adds remote engines in the place of what loads a model here.</summary>
    public static IServiceCollection AddRemoteEngines(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RemoteOptions>().Bind(configuration.GetSection(RemoteOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RemoteOptions>, RemoteOptionsValidator>();
        services.AddSingleton<IValidateOptions<RemoteOptions>, RemoteOptionsRules>();
        services.PostConfigure<SwitchingOptions>(switching => switching.IsRemote = true);
        services.AddHostedService<RemoteModelLoader>();
        return services;
    }
}
