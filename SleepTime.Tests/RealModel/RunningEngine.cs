using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.RealModel;

/// <summary>The whole engine with its embedded model, started as the site starts it but without a site.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningEngine(IHost host) => _host = host;

    public static async Task<RunningEngine> StartAsync(string dataDirectory, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
            settings.Prepend(("DataDirectory", dataDirectory)).Select(setting => KeyValuePair.Create($"SleepTime:{setting.Item1}", (string?)setting.Item2)));
        builder.Logging.ClearProviders();
        builder.Services
            .AddActivities()
            .AddStorage(builder.Configuration)
            .AddGeneration(builder.Configuration)
            .AddModelRuntime()
            .AddModelHosting(builder.Configuration)
            .AddContexts(builder.Configuration, FileReading.Command)
            .AddSleeping(builder.Configuration)
            .AddAnswering(builder.Configuration)
            .AddInsights()
            .AddExperiments();

        var engine = new RunningEngine(builder.Build());
        await engine._host.StartAsync();
        return engine;
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Reads again at each change until it is as it should be.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> isThere)
    {
        var changed = new SemaphoreSlim(0);
        using var subscription = Get<ActivityFeed>().Subscribe(_ => changed.Release());
        while (true)
        {
            var value = await read();
            if (isThere(value))
                return value;
            Assert.True(await changed.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken), "Nothing changed for five minutes.");
        }
    }

    public async Task<Page<SleepJobView>> JobsAsync() => await Get<SleepQueue>().ListAsync(1, 50, null, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
