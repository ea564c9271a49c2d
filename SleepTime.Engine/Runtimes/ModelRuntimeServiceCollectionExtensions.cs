using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Runtimes;

public static class ModelRuntimeServiceCollectionExtensions
{
    /// <summary>Runs models in this process with the runtime that the build chose.</summary>
    public static IServiceCollection AddModelRuntime(this IServiceCollection services) =>
        services.AddSingleton(provider => BuiltRuntime.Create(provider.GetRequiredService<ILoggerFactory>()));
}
