using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SleepTime.Benchmarks.Memory;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Benchmarks.Hosting;

/// <summary>Everything of the product but its site: contexts, sleep and answers on a data directory.</summary>
internal sealed class ProductHost : IAsyncDisposable
{
    private readonly IHost _host;

    private ProductHost(IHost host, HostedModel model, RuntimeDescription? runtime)
    {
        _host = host;
        Model = model;
        Runtime = runtime;
    }

    public HostedModel Model { get; }

    public RuntimeDescription? Runtime { get; }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="modelPath">Null for the embedded model.</param>
    /// <exception cref="InvalidOperationException">The model does not load; the message says why.</exception>
    public static Task<ProductHost> StartAsync(string dataDirectory, string? modelPath, params (string Key, string Value)[] settings) =>
        StartAsync(dataDirectory, modelPath, _ => { }, settings);

    /// <inheritdoc cref="StartAsync(string, string?, ValueTuple{string, string}[])"/>
    /// <param name="more">Adds what a scenario needs beside it, such as pages.</param>
    public static async Task<ProductHost> StartAsync(string dataDirectory, string? modelPath, Action<HostApplicationBuilder> more, params (string Key, string Value)[] settings)
    {
        var builder = HostBuilding.Begin(modelPath, [.. settings, ("SleepTime:DataDirectory", dataDirectory)]);
        // In the order of the site: hosted services start in it and end in the reverse one.
        builder.Services
            .AddActivities().AddStorage(builder.Configuration)
            .AddModelRuntime()
            .AddGeneration(builder.Configuration)
            .AddModelHosting(builder.Configuration)
            .AddContexts(builder.Configuration, new WorkerCommand("dotnet", [ServerProcess.WebAssembly(), ExtractionWorker.Command]))
            .AddSleeping(builder.Configuration)
            .AddAnswering(builder.Configuration)
            .AddInsights();
        more(builder);
        var host = builder.Build();
        var (model, runtime) = await HostBuilding.WaitForModelAsync(host);
        return new ProductHost(host, model, runtime);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
