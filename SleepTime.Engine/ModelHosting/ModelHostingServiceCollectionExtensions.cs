using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.ModelHosting.Uploads;
using SleepTime.Engine.RemoteEngines;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.ModelHosting;

public static class ModelHostingServiceCollectionExtensions
{
    /// <summary>
    /// Adds the model and what loads it, or the remote engines that the settings name. Hosted services end in the reverse order of their registration: call it before
    /// the features that generate, so that they have stopped when the model goes. Needs storage, a runtime and generation.
    /// </summary>
    public static IServiceCollection AddModelHosting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelPresetValidator>();
        services.AddSingleton<ModelHost>();
        services.AddSingleton<ModelInspector>();
        services.AddOptions<SwitchingOptions>().Bind(configuration.GetSection(SwitchingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SwitchingOptions>, SwitchingOptionsValidator>();
        services.AddHubCache(configuration);
        services.AddSingleton(provider => new ModelFiles(provider.GetRequiredService<HubCache>(), provider.GetRequiredService<DataDirectory>().ModelsPath));
        services.AddSingleton<ModelSwitch>();
        services.AddSingleton(provider => new ModelUploads(
            provider.GetRequiredService<ModelFiles>(), provider.GetRequiredService<ModelHost>(), provider.GetRequiredService<ModelSwitch>(), provider.GetRequiredService<IOptions<SwitchingOptions>>(),
            provider.GetRequiredService<ActivityFeed>(), DiskRoom.Free));
        services.AddSingleton<QuestionDrain>();
        services.AddSingleton<UnendedLoads>();
        services.AddSingleton<ModelCatalog>();
        if (configuration.NamesRemoteEngines())
            return services.AddRemoteEngines(configuration);
        services.AddHostedService<ModelLoader>();
        return services;
    }
}
