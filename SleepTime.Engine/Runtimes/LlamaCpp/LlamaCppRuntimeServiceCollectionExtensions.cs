using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

public static class LlamaCppRuntimeServiceCollectionExtensions
{
    /// <summary>Runs models in this process with the llama.cpp that the build put beside the assemblies.</summary>
    public static IServiceCollection AddLlamaCppRuntime(this IServiceCollection services) =>
        services.AddSingleton<IModelRuntime>(provider => new LlamaCppRuntime(
            LlamaCppRuntime.DefaultDirectory,
            provider.GetRequiredService<ILogger<LlamaCppRuntime>>()));
}
