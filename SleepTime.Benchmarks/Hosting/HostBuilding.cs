using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.Hosting;

/// <summary>What the hosts of the scenarios have in common.</summary>
internal static class HostBuilding
{
    /// <param name="modelPath">A GGUF file instead of the embedded model, with the same prompts; null for the embedded one.</param>
    public static HostApplicationBuilder Begin(string? modelPath, (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        if (modelPath is not null)
        {
            builder.Configuration["SleepTime:Model:Preset"] = ModelPresets.Default;
            builder.Configuration["SleepTime:Model:Path"] = Path.GetFullPath(modelPath);
        }
        // Above what appsettings.json says for the site, which names the last one itself.
        builder.Logging.AddFilter(null, LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // llama.cpp warns whenever cells run out, which scenarios do on purpose and the engine answers by making room.
        builder.Logging.AddFilter(typeof(IModelRuntime).Namespace, LogLevel.Error);
        return builder;
    }

    /// <summary>Starts the host and waits for its model; a host without one is stopped and gone.</summary>
    /// <exception cref="InvalidOperationException">The model does not load; the message says why.</exception>
    public static async Task<(HostedModel Model, RuntimeDescription? Runtime)> WaitForModelAsync(IHost host)
    {
        await host.StartAsync();
        var status = await host.Services.GetRequiredService<ModelHost>().WaitUntilSettledAsync(CancellationToken.None);
        if (status.Hosted is { } model)
            return (model, status.Runtime);
        await host.StopAsync();
        host.Dispose();
        throw new InvalidOperationException(status.Failure);
    }
}
