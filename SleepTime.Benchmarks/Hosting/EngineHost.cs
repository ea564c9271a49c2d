using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Storage;

namespace SleepTime.Benchmarks.Hosting;

/// <summary>The product's engine without its site, with a model loaded.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DirectoryInfo _data;

    private EngineHost(IHost host, DirectoryInfo data, HostedModel model, RuntimeDescription? runtime)
    {
        _host = host;
        _data = data;
        Model = model;
        Runtime = runtime;
        OrdinaryTokens = Enumerable.Range(0, model.Vocabulary.Count).TakeWhile(token => model.Vocabulary.GetBytes(token).Length > 0).Count();
    }

    public HostedModel Model { get; }

    public RuntimeDescription? Runtime { get; }

    /// <summary>Tokens from 0 on that are text; what follows them in our vocabularies is control tokens.</summary>
    public int OrdinaryTokens { get; }

    public GenerationService Generation => _host.Services.GetRequiredService<GenerationService>();

    /// <param name="modelPath">A GGUF file instead of the embedded model, with the same prompts; null for the embedded one.</param>
    /// <exception cref="InvalidOperationException">The model does not load; the message says why.</exception>
    public static async Task<EngineHost> StartAsync(string? modelPath = null, params (string Key, string Value)[] settings)
    {
        // The choice of a model is kept in a data directory; this one goes with the host.
        var data = Directory.CreateTempSubdirectory("sleeptime-engine-");
        var builder = HostBuilding.Begin(modelPath, [.. settings, ("SleepTime:DataDirectory", data.FullName)]);
        builder.Services
            .AddActivities().AddStorage(builder.Configuration)
            .AddModelRuntime()
            .AddGeneration(builder.Configuration)
            .AddModelHosting(builder.Configuration);
        var host = builder.Build();
        var (model, runtime) = await HostBuilding.WaitForModelAsync(host);
        return new EngineHost(host, data, model, runtime);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _data.Delete(recursive: true);
    }
}
