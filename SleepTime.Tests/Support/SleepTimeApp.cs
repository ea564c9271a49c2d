using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>
/// The whole site on a port of its own, with an empty data directory and the embedded model, as a browser or a program
/// meets it. The samples are taken out and sleep is off unless a test asks for it, so that each test sees only its own.
/// </summary>
public class SleepTimeApp : IAsyncLifetime
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _data = new();
    private readonly Factory _factory;

    /// <summary>Whether the samples of a first start stay.</summary>
    protected bool KeepsSamples { get; init; }

    public SleepTimeApp()
        : this([])
    {
    }

    internal SleepTimeApp(params (string Key, string Value)[] settings)
        : this(null, settings)
    {
    }

    /// <param name="runtime">What to run the model with; null for the real one.</param>
    internal SleepTimeApp(IModelRuntime? runtime, params (string Key, string Value)[] settings)
    {
        _factory = new Factory(runtime, [("DataDirectory", _data.Path), ("Sleep:Enabled", "false"), .. settings]);
    }

    public HttpClient Http { get; private set; } = null!;

    public Uri Address => _factory.ClientOptions.BaseAddress;

    public T Get<T>()
        where T : notnull => (T)_factory.Services.GetService(typeof(T))!;

    public async ValueTask InitializeAsync()
    {
        _factory.StartServer();
        Http = new HttpClient { BaseAddress = Address };
        var model = await Get<ModelHost>().WaitUntilSettledAsync(CancellationToken.None).WaitAsync(Patience);
        if (model.State != ModelState.Ready)
            return;
        var samples = await SamplesAsync();
        if (!KeepsSamples)
            await DeleteAsync(samples);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _factory.DisposeAsync();
        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The JSON that an address gives.</summary>
    public async Task<JsonNode> ReadAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Looks again and again until it is so.</summary>
    public static async Task WaitAsync(string what, Func<Task<bool>> isSo)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            Assert.False(timeout.IsCancellationRequested, $"Waited {Patience.TotalSeconds:0} s for {what}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>They are put in once the model is ready.</summary>
    private async Task<JsonArray> SamplesAsync()
    {
        var samples = new JsonArray();
        await WaitAsync("the samples", async () => (samples = (await ReadAsync("/api/v1/contexts"))["items"]!.AsArray()).Count == SampleTexts.Read().Count);
        return samples;
    }

    private async Task DeleteAsync(JsonArray samples)
    {
        foreach (var sample in samples)
            (await Http.DeleteAsync($"/api/v1/contexts/{sample!["id"]}")).EnsureSuccessStatusCode();
    }

    private sealed class Factory : WebApplicationFactory<Program>
    {
        private readonly IModelRuntime? _runtime;
        private readonly (string Key, string Value)[] _settings;

        public Factory(IModelRuntime? runtime, (string Key, string Value)[] settings)
        {
            _runtime = runtime;
            _settings = settings;
            UseKestrel(0);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            foreach (var (key, value) in _settings)
                builder.UseSetting($"SleepTime:{key}", value);
            if (_runtime is not null)
                builder.ConfigureTestServices(services => services.AddSingleton(_runtime));
        }
    }
}
